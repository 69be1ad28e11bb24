import { frequency } from '@resident/keyspace'
import type { Subcommand } from '../command.ts'
import { LFU_NOT_SELECTED } from '../errors.ts'
import { aboutObject } from './about-object.ts'

/** OBJECT FREQ key */
export const objectFreq: Subcommand = aboutObject('freq', (_held, key, db) => {
  const policy = db.surroundings.access
  if (!policy.lfu) throw LFU_NOT_SELECTED
  return frequency(policy, db.access(key)!, db.now())
})
