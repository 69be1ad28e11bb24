import type { Bytes } from '@resident/bytes'
import { add, type Consumer, type Keyspace, type PendingEntry } from '@resident/keyspace'
import type { ReplyWriter } from '@resident/protocol'
import { formatStreamId, type StreamId } from '@resident/storage'
import { activeConsumer, type StreamGroup } from './group-access.ts'
import { replyEntry } from './reply-entries.ts'

/** How XCLAIM and XAUTOCLAIM claim. */
export interface ClaimTerms {
  /** Reply with ids alone, and do not count the delivery. */
  readonly justId: boolean
  /** The new time of delivery, in Unix milliseconds. */
  readonly deliveryTime: number
  /** The new number of deliveries; `undefined`: one more than before. */
  readonly deliveryCount: number | bigint | undefined
}

/** Whether the entry was delivered at least `minIdle` milliseconds ago; always true for 0 or less. */
export function isIdle({ deliveryTime }: PendingEntry, minIdle: number, now: number): boolean {
  return minIdle <= 0 || now - deliveryTime >= minIdle
}

/** One request to claim entries of a group for a consumer, which is created when the first entry is claimed. */
export class Claim {
  readonly #db: Keyspace
  readonly #key: Bytes
  readonly #found: StreamGroup
  readonly #name: Bytes
  readonly #terms: ClaimTerms
  #consumer: Consumer | undefined
  #claimed = 0

  constructor(db: Keyspace, key: Bytes, found: StreamGroup, name: Bytes, terms: ClaimTerms) {
    this.#db = db
    this.#key = key
    this.#found = found
    this.#name = name
    this.#terms = terms
  }

  /** How many have been claimed. */
  get claimed(): number {
    return this.#claimed
  }

  /** Claims the entry, and replies with it; `entry` is `undefined` if it was not pending. */
  take(
    id: StreamId,
    entry: PendingEntry | undefined,
    fields: readonly Bytes[],
    reply: ReplyWriter,
  ): void {
    const { justId, deliveryTime, deliveryCount } = this.#terms
    const { group } = this.#found
    this.#consumer ??= activeConsumer(this.#db, this.#key, group, this.#name)
    const before = entry?.deliveryCount ?? 1
    const count = deliveryCount ?? (justId ? before : add(before, 1))
    group.assign(id, this.#consumer, deliveryTime, count)
    this.#claimed++
    if (justId) reply.bulk(formatStreamId(id))
    else replyEntry(reply, id, fields)
  }
}
