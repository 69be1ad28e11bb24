import type { Command } from '@resident/commands'
import { runBySha } from './by-sha.ts'
import { declaredBySha } from './declared.ts'
import { SCRIPT_KEYS } from './script-keys.ts'

/** EVALSHA sha1 numkeys [key [key ...]] [arg [arg ...]] */
export const evalsha: Command = {
  name: 'evalsha',
  arity: -3,
  flags: ['noscript', 'stale', 'skip_monitor', 'no_mandatory_keys'],
  keys: SCRIPT_KEYS,
  declared: declaredBySha,
  run: runBySha(false),
}
