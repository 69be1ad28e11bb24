import type { ConsumerGroup } from '@resident/keyspace'
import type { ReplyWriter } from '@resident/protocol'
import { formatStreamId, type StreamId } from '@resident/storage'
import * as arg from '../args/index.ts'
import { rangeEnd, rangeStart } from '../args/stream-id.ts'
import { type Argv, type Command, firstKey } from '../command.ts'
import { SYNTAX } from '../errors.ts'
import { replyValue } from '../reply-value.ts'
import { byName } from './group-reply.ts'
import { noKeyOrGroup } from './no-group.ts'

interface PendingRange {
  readonly minIdle: number
  readonly start: StreamId
  readonly end: StreamId
  readonly count: number
  /** The index of the consumer's name, if there is one. */
  readonly consumerAt: number
}

/** XPENDING key group [[IDLE min-idle-time] start end count [consumer]] */
export const xpending: Command = {
  name: 'xpending',
  arity: -3,
  flags: ['readonly'],
  keys: firstKey('RO', 'access'),
  tips: ['nondeterministic_output'],

  run({ db }, argv, reply) {
    const range = argv.length === 3 ? undefined : rangeOf(argv)
    const key = arg.key(argv, 1)
    const name = arg.bytes(argv, 2)
    const group = db.read(key, 'stream')?.groups.get(name)
    if (group === undefined) throw noKeyOrGroup(key, name)
    if (range === undefined) return replySummary(reply, group)
    const consumer = argv[range.consumerAt]
    const owner = consumer === undefined ? group : group.consumers.get(consumer)
    if (owner === undefined) return reply.array(0)
    replyPending(reply, owner.pending, range, db.now())
  },
}

function rangeOf(argv: Argv): PendingRange {
  if (argv.length < 6 || argv.length > 9) throw SYNTAX
  const isIdle = arg.is(argv, 3, 'IDLE')
  const minIdle = isIdle ? arg.integer(argv, 4) : 0
  if (isIdle && argv.length < 8) throw SYNTAX
  const first = isIdle ? 5 : 3
  const count = Math.max(0, arg.integer(argv, first + 2))
  const start = rangeStart(argv, first)
  const end = rangeEnd(argv, first + 1)
  return { minIdle, start, end, count, consumerAt: first + 3 }
}

/** How many are pending, the first and the last id, and how many each consumer has. */
function replySummary(reply: ReplyWriter, { pending, consumers }: ConsumerGroup): void {
  const { size, first, last } = pending
  if (first === undefined || last === undefined) {
    return replyValue(reply, [size, undefined, undefined, () => reply.nullArray()])
  }
  const busy = byName(consumers).filter(([, consumer]) => consumer.pending.size > 0)
  const shares = busy.map(([name, consumer]) => [name, String(consumer.pending.size)])
  replyValue(reply, [size, formatStreamId(first), formatStreamId(last), shares])
}

function replyPending(
  reply: ReplyWriter,
  pending: ConsumerGroup['pending'],
  { minIdle, start, end, count }: PendingRange,
  now: number,
): void {
  let length = 0
  reply.deferred()
  pending.each(start, (id, { consumer, deliveryTime, deliveryCount }) => {
    if (length === count || id > end) return false
    const idle = now - deliveryTime
    if (minIdle !== 0 && idle < minIdle) return true
    length++
    reply.array(4)
    reply.bulk(formatStreamId(id))
    reply.bulk(consumer.name)
    reply.integer(Math.max(0, idle))
    reply.integer(deliveryCount)
    return true
  })
  reply.end('array', length)
}
