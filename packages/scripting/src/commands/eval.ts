import type { Command } from '@resident/commands'
import { runBySource } from './by-source.ts'
import { declaredBySource } from './declared.ts'
import { assumingTheWorst, SCRIPT_KEYS } from './script-keys.ts'

/** EVAL script numkeys [key [key ...]] [arg [arg ...]] */
export const evalCommand: Command = {
  name: 'eval',
  arity: -3,
  flags: ['noscript', 'stale', 'skip_monitor', 'no_mandatory_keys'],
  keys: assumingTheWorst(SCRIPT_KEYS),
  declared: declaredBySource,
  run: runBySource(false),
}
