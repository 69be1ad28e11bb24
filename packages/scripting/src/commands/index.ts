import type { Command } from '@resident/commands'
import { evalCommand } from './eval.ts'
import { evalRo } from './eval_ro.ts'
import { evalsha } from './evalsha.ts'
import { evalshaRo } from './evalsha_ro.ts'
import { fcall } from './fcall.ts'
import { fcallRo } from './fcall_ro.ts'
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
