import { idleSeconds } from '@resident/keyspace'
import type { Subcommand } from '../command.ts'
import { LFU_SELECTED } from '../errors.ts'
import { aboutObject } from './about-object.ts'

/** OBJECT IDLETIME key */
export const objectIdletime: Subcommand = aboutObject('idletime', (_held, key, db) => {
  if (db.surroundings.access.lfu) throw LFU_SELECTED
  return idleSeconds(db.access(key)!, db.now())
})
