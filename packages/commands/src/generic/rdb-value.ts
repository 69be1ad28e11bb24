import { type Held, StreamValue } from '@resident/keyspace'
import type { RdbValue } from '@resident/rdb'

/** What a payload of DUMP or a file holds, in the form that a key holds it. (The other way needs nothing.) */
export function fromRdbValue(value: RdbValue): Held {
  return typeof value === 'object' && value.type === 'stream' ? StreamValue.from(value) : value
}
