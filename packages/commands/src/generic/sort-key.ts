import { type Bytes, EMPTY } from '@resident/bytes'
import type { Held, Keyspace } from '@resident/keyspace'
import type { ReplyWriter } from '@resident/protocol'
import type { ListValue, SetValue, SortedSetValue } from '@resident/storage'
import * as arg from '../args/index.ts'
import { type Client, Mode } from '../client.ts'
import type { Argv, Handler, KeySpec } from '../command.ts'
import { err, WRONGTYPE } from '../errors.ts'
import { type SortOptions, type SortRights, sortOptions } from './sort-options.ts'
import { inOrder } from './sort-order.ts'
import { follow } from './sort-pattern.ts'

const SORT_GET_DENIED = err('GET option of SORT denied due to insufficient ACL permissions.')
const SORT_BY_DENIED = err('BY option of SORT denied due to insufficient ACL permissions.')
const SORT_GET_IN_CLUSTER = err('GET option of SORT denied in Cluster mode.')
const SORT_BY_IN_CLUSTER = err('BY option of SORT denied in Cluster mode.')

/** The keys that BY and GET lead to. */
export const BY_AND_GET: KeySpec = {
  flags: ['RO', 'access'],
  begin: 'unknown',
  find: 'unknown',
  notes:
    "For the optional BY/GET keyword. It is marked 'unknown' because the key names derive from the content of the key we sort",
}

type Sortable = ListValue | SetValue | SortedSetValue

/** SORT, which may store what it has sorted, and SORT_RO, which may not. */
export function sortKey({ mayStore }: { readonly mayStore: boolean }): Handler {
  return (client, argv, reply) => {
    const { db } = client
    const key = arg.key(argv, 1)
    const options = sortOptions(argv, { mayStore, ...refusalsOf(client, argv) })
    const held = db.readAny(key)
    const value = held === undefined ? undefined : checked(held)
    if (value?.type === 'zset') spreadOut(db, key, value)
    const mustRepeat = options.store !== undefined || client.is(Mode.SCRIPT)
    const elements = value === undefined ? [] : sorted(db, value, options, mustRepeat)

    if (options.store === undefined) show(db, elements, options, reply)
    else reply.integer(store(db, elements, options, options.store))
  }
}

/** Why BY and GET are refused: the keys that they lead to may be in another slot, or forbidden to the user. */
function refusalsOf(client: Client, argv: Argv): Omit<SortRights, 'mayStore'> {
  const { acl, cluster, table } = client.server
  if (cluster !== undefined) {
    return { getRefusal: SORT_GET_IN_CLUSTER, byRefusal: SORT_BY_IN_CLUSTER }
  }
  if (acl.mayReadAllKeys(client, table.find(argv[0]!)!, argv)) {
    return { getRefusal: undefined, byRefusal: undefined }
  }
  return { getRefusal: SORT_GET_DENIED, byRefusal: SORT_BY_DENIED }
}

function checked(held: Held): Sortable {
  if (typeof held !== 'object') throw WRONGTYPE
  if (held.type === 'list' || held.type === 'set' || held.type === 'zset') return held
  throw WRONGTYPE
}

/**
 * The elements within LIMIT, in the order that was asked for. `mustRepeat`: the result is stored or given to a script, and
 * must not depend on the arbitrary order of a set, which is therefore sorted even if that was not asked for.
 */
function sorted(
  db: Keyspace,
  value: Sortable,
  options: SortOptions,
  mustRepeat: boolean,
): readonly Bytes[] {
  const [start, end] = limits(options, value.length)
  if (!options.unsorted) return inOrder(db, elementsOf(value), options, start, end)
  if (end < start) return []
  if (value.type === 'set' && mustRepeat) {
    return inOrder(db, elementsOf(value), { ...options, alpha: true, by: undefined }, start, end)
  }
  if (value.type === 'set') return elementsOf(value).slice(start, end + 1)
  const last = value.length - 1
  return options.desc ? elementsOf(value, last - start, last - end) : elementsOf(value, start, end)
}

/** The first and the last position within LIMIT; there are none if the first is greater. */
function limits({ start, count }: SortOptions, length: number): readonly [number, number] {
  const first = Math.min(Math.max(start, 0), length)
  const many = Math.min(Math.max(count, -1), length)
  const last = many < 0 ? length - 1 : first + many - 1
  if (first >= length) return [length - 1, length - 2]
  return [first, Math.min(last, length - 1)]
}

/** The elements at `start`..`stop`, backwards if `start > stop`; of a set, all elements. */
function elementsOf(value: Sortable, start = 0, stop: number = value.length - 1): Bytes[] {
  const elements: Bytes[] = []
  const take = (element: Bytes): void => {
    elements.push(element)
  }
  if (value.type === 'set') value.each(take)
  else value.each(start, stop, take)
  return elements
}

/** Redis converts a small sorted set that it sorts into a skiplist, which it remains. */
function spreadOut(db: Keyspace, key: Bytes, value: SortedSetValue): void {
  if (value.encoding === 'skiplist') return
  const spread = db.engine.zset({ ...db.limits, zsetMaxListpackEntries: 0 })
  value.each(0, value.length - 1, (member, score) => spread.add(member, score))
  db.store(key, spread, 'KEEPTTL')
}

function show(
  db: Keyspace,
  elements: readonly Bytes[],
  { gets }: SortOptions,
  reply: ReplyWriter,
): void {
  reply.array(elements.length * Math.max(1, gets.length))
  for (const element of elements) {
    if (gets.length === 0) reply.bulk(element)
    for (const pattern of gets) {
      const got = follow(db, pattern, element)
      if (got === undefined) reply.null()
      else reply.bulk(got)
    }
  }
}

/** Stores the result as a list; returns its length. If that is 0, the destination is deleted. */
function store(
  db: Keyspace,
  elements: readonly Bytes[],
  { gets }: SortOptions,
  destination: Bytes,
): number {
  const list = db.engine.list(db.limits)
  for (const element of elements) {
    if (gets.length === 0) list.push('tail', element)
    for (const pattern of gets) list.push('tail', follow(db, pattern, element) ?? EMPTY)
  }
  if (list.length > 0) {
    db.store(destination, list)
    db.modified(destination, 'sortstore', list.length)
  } else if (db.discard(destination)) db.modified(destination, 'del')
  return list.length
}
