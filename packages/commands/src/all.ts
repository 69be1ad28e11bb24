import type { Command } from './command.ts'
import { ping } from './connection/ping.ts'
import { get } from './string/get.ts'

/** Every command there is, in the order of Redis's groups. */
export const allCommands: readonly Command[] = [get, ping]
