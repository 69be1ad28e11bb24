import { idleSeconds, typeOf } from '@resident/keyspace'
import { encodePayload, listNodes } from '@resident/rdb'
import type { EncodingLimits, ListValue } from '@resident/storage'
import * as arg from '../args/index.ts'
import type { Handler } from '../command.ts'
import { NO_SUCH_KEY } from '../errors.ts'
import { encodingOf } from '../generic/encoding-of.ts'
import { referencesTo } from '../generic/references-to.ts'
import type { ConfigPort } from '../server-port.ts'

/** The bytes of a payload's type, version and checksum, which Redis does not count. */
const PAYLOAD_FRAME = 11
/** Redis's clock of use has 24 bits. */
const LRU_MASK = 0xffffff

/** DEBUG OBJECT key. The address is always 0x0, since V8 does not reveal addresses. */
export const debugObject: Handler = ({ db, server }, argv, reply) => {
  const key = arg.key(argv, 2)
  const held = db.peek(key)
  if (held === undefined) throw NO_SUCH_KEY
  const serialized = encodePayload(held, db.limits).length - PAYLOAD_FRAME
  const access = db.access(key)!
  reply.status(
    `Value at:0x0 refcount:${referencesTo(held, db)} encoding:${encodingOf(held)}` +
      ` serializedlength:${serialized} lru:${access & LRU_MASK} lru_seconds_idle:${idleSeconds(access, db.now())}` +
      (typeOf(held) === 'list' ? nodesOf(held as ListValue, db.limits, server.config) : ''),
  )
}

function nodesOf(list: ListValue, limits: EncodingLimits, config: ConfigPort): string {
  const { count, bytes } = listNodes(list, limits)
  return (
    ` ql_nodes:${count} ql_avg_node:${(list.length / count).toFixed(2)}` +
    ` ql_listpack_max:${limits.listMaxListpackSize}` +
    ` ql_compressed:${config.value('list-compress-depth') === '0' ? 0 : 1}` +
    ` ql_uncompressed_size:${bytes}`
  )
}
