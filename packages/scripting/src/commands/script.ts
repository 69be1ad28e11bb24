import { type Command, helpOf } from '@resident/commands'
import { scriptDebug } from './script-debug.ts'
import { scriptExists } from './script-exists.ts'
import { scriptFlush } from './script-flush.ts'
import { scriptKill } from './script-kill.ts'
import { scriptLoad } from './script-load.ts'

/** SCRIPT */
export const script: Command = {
  name: 'script',
  arity: -2,
  flags: [],
  subcommands: [scriptDebug, scriptExists, scriptFlush, helpOf('SCRIPT'), scriptKill, scriptLoad],
}
