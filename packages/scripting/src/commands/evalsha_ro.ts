import type { Command } from '@resident/commands'
import { runBySha } from './by-sha.ts'
import { declaredBySha } from './declared.ts'
import { READ_ONLY_KEYS } from './script-keys.ts'

/** EVALSHA_RO sha1 numkeys [key [key ...]] [arg [arg ...]] */
export const evalshaRo: Command = {
  name: 'evalsha_ro',
  arity: -3,
  flags: ['readonly', 'noscript', 'stale', 'skip_monitor', 'no_mandatory_keys'],
  keys: READ_ONLY_KEYS,
  declared: declaredBySha,
  run: runBySha(true),
}
