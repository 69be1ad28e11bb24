import { bitmapCommands } from './bitmap/index.ts'
import type { Command } from './command.ts'
import { ping } from './connection/ping.ts'
import { stringCommands } from './string/index.ts'

/** Every command there is, in the order of Redis's groups. */
export const allCommands: readonly Command[] = [...stringCommands, ...bitmapCommands, ping]
