import { idleSeconds } from '@resident/keyspace'
import type { Command } from '../command.ts'
import { err } from '../errors.ts'
import { aboutObject } from './about-object.ts'

const LFU_SELECTED = err(
  'An LFU maxmemory policy is selected, idle time not tracked. Please note that when switching between policies at runtime LRU and LFU data will take some time to adjust.',
)

/** OBJECT IDLETIME key */
export const objectIdletime: Command = aboutObject('idletime', (_held, key, db) => {
  if (db.surroundings.access.lfu) throw LFU_SELECTED
  return idleSeconds(db.access(key)!, db.now())
})
