import { type Held, StreamValue } from '@resident/keyspace'
import type { RdbValue } from '@resident/rdb'

/** A value from a DUMP payload or a file in the form that a key holds. (The other direction needs no conversion.) */
export function fromRdbValue(value: RdbValue): Held {
  return typeof value === 'object' && value.type === 'stream' ? StreamValue.from(value) : value
}
