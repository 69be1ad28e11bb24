import type { Held } from '@resident/keyspace'
import type { Encoding } from '@resident/storage'

/** The longest string that Redis keeps in one piece with its header. */
const EMBSTR_MAX = 44

/** What OBJECT ENCODING says of a value. */
export function encodingOf(held: Held): Encoding {
  if (typeof held === 'string') return held.length <= EMBSTR_MAX ? 'embstr' : 'raw'
  if (typeof held !== 'object') return 'int'
  return held.type === 'string' ? 'raw' : held.encoding
}
