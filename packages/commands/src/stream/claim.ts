import type { Bytes } from '@resident/bytes'
import { add, type Consumer, type Keyspace, type PendingEntry } from '@resident/keyspace'
import type { ReplyWriter } from '@resident/protocol'
import { formatStreamId, type StreamId } from '@resident/storage'
import { activeConsumer, type StreamGroup } from './group-access.ts'
import { replyEntry } from './reply-entries.ts'

/** How XCLAIM and XAUTOCLAIM claim. */
export interface ClaimTerms {
  /** Answers with ids alone, and counts no delivery. */
  readonly justId: boolean
  /** What the time of delivery becomes, in Unix milliseconds. */
  readonly deliveryTime: number
  /** What the number of deliveries becomes; one more where it is not given. */
  readonly deliveryCount: number | bigint | undefined
}

/** Whether the entry has been left alone for so many milliseconds; 0 or less do not matter. */
export function isIdle({ deliveryTime }: PendingEntry, minIdle: number, now: number): boolean {
  return minIdle <= 0 || now - deliveryTime >= minIdle
}

/** One request to claim entries of a group for a consumer, who comes into being with the first one that is claimed. */
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

  /** Claims the entry; `entry` is `undefined` where it was not pending. */
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
