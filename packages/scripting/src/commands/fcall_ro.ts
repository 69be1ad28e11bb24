import type { Command } from '@resident/commands'
import { callFunction } from './call-function.ts'
import { declaredByFunction } from './declared.ts'
import { assumingTheWorst, READ_ONLY_KEYS } from './script-keys.ts'

/** FCALL_RO function numkeys [key [key ...]] [arg [arg ...]] */
export const fcallRo: Command = {
  name: 'fcall_ro',
  arity: -3,
  flags: ['readonly', 'noscript', 'stale', 'skip_monitor', 'no_mandatory_keys'],
  keys: assumingTheWorst(READ_ONLY_KEYS),
  declared: declaredByFunction,
  run: callFunction(true),
}
