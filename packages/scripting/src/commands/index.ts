import type { Command } from '@resident/commands'
import { evalCommand, evalRo } from './eval.ts'
import { evalsha, evalshaRo } from './evalsha.ts'
import { fcall, fcallRo } from './fcall.ts'
import { functionCommand } from './function.ts'
import { script } from './script.ts'

export const scriptingCommands: readonly Command[] = [
  evalCommand,
  evalsha,
  evalRo,
  evalshaRo,
  fcall,
  fcallRo,
  script,
  functionCommand,
].map((command) => ({ ...command, group: 'scripting' }))
