import { frequency } from '@resident/keyspace'
import type { Command } from '../command.ts'
import { err } from '../errors.ts'
import { aboutObject } from './about-object.ts'

const LFU_NOT_SELECTED = err(
  'An LFU maxmemory policy is not selected, access frequency not tracked. Please note that when switching between policies at runtime LRU and LFU data will take some time to adjust.',
)

/** OBJECT FREQ key */
export const objectFreq: Command = aboutObject('freq', (_held, key, db) => {
  const policy = db.surroundings.access
  if (!policy.lfu) throw LFU_NOT_SELECTED
  return frequency(policy, db.access(key)!, db.now())
})
