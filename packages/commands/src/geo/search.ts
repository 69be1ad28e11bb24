import type { Bytes } from '@resident/bytes'
import type { Keyspace } from '@resident/keyspace'
import type { ReplyWriter } from '@resident/protocol'
import * as arg from '../args/index.ts'
import { type Command, firstKey, type KeySpec, keyAfter, keyAt } from '../command.ts'
import { radiusKeys } from '../key-finders.ts'
import { storeMembers } from '../sorted-set/store.ts'
import { type Found, find } from './find.ts'
import { formatFixed } from './fixed.ts'
import { replyPoint } from './reply-point.ts'
import { keyPlace, type SearchForm, type SearchRequest, searchRequest } from './search-request.ts'

/** GEORADIUS key longitude latitude radius <M | KM | FT | MI> [WITHCOORD] [WITHDIST] [WITHHASH] [COUNT count [ANY]] [ASC | DESC] [STORE key] [STOREDIST key] */
export const georadius: Command = searchAs('georadius', { from: 'point', stores: 'by option' })

/** GEORADIUS_RO key longitude latitude radius <M | KM | FT | MI> [WITHCOORD] [WITHDIST] [WITHHASH] [COUNT count [ANY]] [ASC | DESC] */
export const georadiusRo: Command = searchAs('georadius_ro', { from: 'point', stores: 'never' })

/** GEORADIUSBYMEMBER key member radius <M | KM | FT | MI> [WITHCOORD] [WITHDIST] [WITHHASH] [COUNT count [ANY]] [ASC | DESC] [STORE key] [STOREDIST key] */
export const georadiusbymember: Command = searchAs('georadiusbymember', {
  from: 'member',
  stores: 'by option',
})

/** GEORADIUSBYMEMBER_RO key member radius <M | KM | FT | MI> [WITHCOORD] [WITHDIST] [WITHHASH] [COUNT count [ANY]] [ASC | DESC] */
export const georadiusbymemberRo: Command = searchAs('georadiusbymember_ro', {
  from: 'member',
  stores: 'never',
})

/** GEOSEARCH key <FROMMEMBER member | FROMLONLAT longitude latitude> <BYRADIUS radius <M | KM | FT | MI> | BYBOX width height <M | KM | FT | MI>> [ASC | DESC] [COUNT count [ANY]] [WITHCOORD] [WITHDIST] [WITHHASH] */
export const geosearch: Command = searchAs('geosearch', { from: 'options', stores: 'never' })

/** GEOSEARCHSTORE destination source <FROMMEMBER member | FROMLONLAT longitude latitude> <BYRADIUS radius <M | KM | FT | MI> | BYBOX width height <M | KM | FT | MI>> [ASC | DESC] [COUNT count [ANY]] [STOREDIST] */
export const geosearchstore: Command = searchAs('geosearchstore', {
  from: 'options',
  stores: 'always',
})

/** GEOSEARCH, and the older commands that are special forms of it. */
function searchAs(name: string, form: SearchForm): Command {
  const key = keyPlace(form)
  const positions = { point: 5, member: 4, options: key + 5 }[form.from]

  return {
    name,
    arity: -1 - positions,
    flags: form.stores === 'never' ? ['readonly'] : ['write', 'denyoom'],
    keys: keysOf(form, positions + 1),
    ...(form.stores === 'by option' ? { findKeys: radiusKeys } : {}),

    run({ db }, argv, reply) {
      const zset = db.read(arg.key(argv, key), 'zset')
      const request = searchRequest(argv, form, zset)
      const found = zset === undefined ? [] : find(zset, request)
      if (request.destination === undefined) return replyFound(reply, found, request)
      store(db, request.destination, found, form, request, reply)
    },
  }
}

/** `options`: where the options begin. */
function keysOf({ stores }: SearchForm, options: number): readonly KeySpec[] {
  if (stores === 'never') return firstKey('RO', 'access')
  if (stores === 'always') return [keyAt(1, 'OW', 'update'), keyAt(2, 'RO', 'access')]
  return [
    keyAt(1, 'RO', 'access'),
    keyAfter('STORE', options, 'OW', 'update'),
    keyAfter('STOREDIST', options, 'OW', 'update'),
  ]
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

/** Converts a double to a 64-bit integer as C does: one that does not fit becomes the least. */
function asInteger(score: number): bigint {
  return Math.abs(score) < 2 ** 63 ? BigInt(Math.trunc(score)) : -(1n << 63n)
}
