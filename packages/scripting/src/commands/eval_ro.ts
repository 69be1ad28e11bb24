import type { Command } from '@resident/commands'
import { runBySource } from './by-source.ts'
import { declaredBySource } from './declared.ts'
import { assumingTheWorst, READ_ONLY_KEYS } from './script-keys.ts'

/** EVAL_RO script numkeys [key [key ...]] [arg [arg ...]] */
export const evalRo: Command = {
  name: 'eval_ro',
  arity: -3,
  flags: ['readonly', 'noscript', 'stale', 'skip_monitor', 'no_mandatory_keys'],
  keys: assumingTheWorst(READ_ONLY_KEYS),
  declared: declaredBySource,
  run: runBySource(true),
}
