import type { Bytes } from '@resident/bytes'
import type { Keyspace } from '@resident/keyspace'
import type { ReplyWriter } from '@resident/protocol'
import type { SortedSetValue } from '@resident/storage'
import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'
import { SYNTAX } from '../errors.ts'

/** Which members are taken: those with the least scores or with the greatest. */
export type PopEnd = 'MIN' | 'MAX'

/** ZPOPMAX key [count] */
export const zpopmax: Command = popFrom('zpopmax', 'MAX')

/** ZPOPMIN key [count] */
export const zpopmin: Command = popFrom('zpopmin', 'MIN')

/** ZPOPMIN and ZPOPMAX: the same command at either end. */
function popFrom(name: string, end: PopEnd): Command {
  return {
    name,
    arity: -2,
    flags: ['write', 'fast'],
    // With a count it may take long.
    brief: 2,
    keys: firstKey('RW', 'access', 'delete'),

    run({ db }, argv, reply) {
      if (argv.length > 3) throw SYNTAX
      const key = arg.key(argv, 1)
      const count = argv.length === 3 ? arg.positiveInteger(argv, 2) : undefined
      const zset = db.write(key, 'zset')
      if (zset === undefined || count === 0) return reply.array(0)
      const popped = pop(db, key, zset, end, count ?? 1)
      // Without a count the reply is flat even in RESP3.
      if (count === undefined) reply.array(2)
      else reply.pairs(popped.length)
      for (const { member, score } of popped) {
        if (count !== undefined) reply.pair()
        reply.bulk(member)
        reply.double(score)
      }
    },
  }
}

/** ZMPOP's reply: the key, and each member with its score as an array of two, in either protocol. */
export function replyPopped(reply: ReplyWriter, key: Bytes, popped: readonly Popped[]): void {
  reply.array(2)
  reply.bulk(key)
  reply.array(popped.length)
  for (const { member, score } of popped) {
    reply.array(2)
    reply.bulk(member)
    reply.double(score)
  }
}

export interface Popped {
  readonly member: Bytes
  readonly score: number
}

/** Removes up to `count` members, beginning with the least or greatest; `count` must be positive. */
export function pop(
  db: Keyspace,
  key: Bytes,
  zset: SortedSetValue,
  end: PopEnd,
  count: number,
): readonly Popped[] {
  const last = zset.length - 1
  const inner = Math.min(count, zset.length) - 1
  const popped: Popped[] = []
  const take = (member: Bytes, score: number): void => void popped.push({ member, score })
  if (end === 'MIN') zset.each(0, inner, take)
  else zset.each(last, last - inner, take)
  for (const { member } of popped) zset.delete(member)
  db.shrunk(key, end === 'MIN' ? 'zpopmin' : 'zpopmax', zset, popped.length)
  return popped
}
