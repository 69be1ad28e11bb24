import type { Command } from '@resident/commands'
import { callFunction } from './call-function.ts'
import { declaredByFunction } from './declared.ts'
import { assumingTheWorst, SCRIPT_KEYS } from './script-keys.ts'

/** FCALL function numkeys [key [key ...]] [arg [arg ...]] */
export const fcall: Command = {
  name: 'fcall',
  arity: -3,
  flags: ['noscript', 'stale', 'skip_monitor', 'no_mandatory_keys'],
  keys: assumingTheWorst(SCRIPT_KEYS),
  declared: declaredByFunction,
  run: callFunction(false),
}
