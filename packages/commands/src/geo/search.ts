import type { Bytes } from '@resident/bytes'
import type { Keyspace } from '@resident/keyspace'
import type { ReplyWriter } from '@resident/protocol'
import * as arg from '../args/index.ts'
import type { Handler } from '../command.ts'
import { storeMembers } from '../sorted-set/store.ts'
import { type Found, find } from './find.ts'
import { formatFixed } from './fixed.ts'
import { replyPoint } from './reply-point.ts'
import { type SearchForm, type SearchRequest, searchRequest } from './search-request.ts'

/** GEOSEARCH and the older commands that are forms of it. */
export function searchAs(form: SearchForm): Handler {
  return ({ db }, argv, reply) => {
    const zset = db.read(arg.key(argv, form.keyAt), 'zset')
    const request = searchRequest(argv, form, zset)
    const found = zset === undefined ? [] : find(zset, request)
    if (request.destination === undefined) return replyFound(reply, found, request)
    store(db, request.destination, found, form, request, reply)
  }
}

function store(
  db: Keyspace,
  destination: Bytes,
  found: readonly Found[],
  form: SearchForm,
  request: SearchRequest,
  reply: ReplyWriter,
): void {
  const members = found.map(({ member, score, distance }) => ({
    score: request.storeDistances ? distance : score,
    member,
  }))
  const event = form.from === 'options' ? 'geosearchstore' : 'georadiusstore'
  storeMembers(db, destination, members, event)
  reply.integer(members.length)
}

function replyFound(reply: ReplyWriter, found: readonly Found[], request: SearchRequest): void {
  const { withDistance, withHash, withPoint } = request
  const extras = Number(withDistance) + Number(withHash) + Number(withPoint)
  reply.array(found.length)
  for (const { member, score, point, distance } of found) {
    if (extras > 0) reply.array(1 + extras)
    reply.bulk(member)
    if (withDistance) reply.bulk(formatFixed(distance, 4))
    if (withHash) reply.integer(asInteger(score))
    if (withPoint) replyPoint(reply, point)
  }
}

/** As C converts a double to a 64-bit integer: what does not fit becomes the least one. */
function asInteger(score: number): bigint {
  return Math.abs(score) < 2 ** 63 ? BigInt(Math.trunc(score)) : -(1n << 63n)
}
