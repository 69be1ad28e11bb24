import type { Held } from '@resident/keyspace'
import type { RdbValue } from '@resident/rdb'
import { MIN_STREAM_ID } from '@resident/storage'

/** What a key holds, in the form that a payload of DUMP is made of. */
export function toRdbValue(held: Held): RdbValue {
  if (typeof held !== 'object' || held.type !== 'stream') return held
  return {
    type: 'stream',
    log: held,
    lastId: held.last ?? MIN_STREAM_ID,
    maxDeletedId: MIN_STREAM_ID,
    entriesAdded: held.length,
    groups: new Map(),
  }
}

/** The other way. */
export function fromRdbValue(value: RdbValue): Held {
  return typeof value === 'object' && value.type === 'stream' ? value.log : value
}
