import type { Bytes } from '@resident/bytes'

/** A place in a reply to which `rollback` can return. Opaque, and valid until the reply is taken. */
export type Mark = unknown

/** What `end` may turn a deferred reply into. */
export type Aggregate = 'array' | 'map' | 'set' | 'pairs' | 'push'

/** Hands `say` one value after the other, and does nothing else. */
export type BulkRow = (say: (value: Bytes) => void) => void

/**
 * Where a command writes its reply.
 *
 * The vocabulary is RESP3's. Each writer, for RESP2, for Lua or for plain
 * JavaScript values, decides how a word is spelt there, so commands never ask
 * who is listening. The few replies whose *shape* differs by protocol read
 * `resp`, and are listed in docs/architecture.md.
 */
export interface ReplyWriter {
  /** The protocol whose shapes the listener expects. */
  readonly resp: 2 | 3
  status(text: string): void
  /** `-CODE message`, or the code alone. Line breaks become blanks. */
  error(code: string, message?: string): void
  integer(value: number | bigint): void
  /** RESP3: "Double". In RESP2 a bulk with the same text, which is Redis's %.17g unless `text` is given. */
  double(value: number, text?: Bytes): void
  /** A bulk of these bytes, or of the integer in decimal. */
  bulk(value: Bytes | number | bigint): void
  /** As many calls of `bulk`, cheaper: for the elements of an aggregate. */
  bulks(row: BulkRow): void
  /** RESP3: "Null". In RESP2 the null bulk. */
  null(): void
  /** RESP3: "Null". In RESP2 the null array. */
  nullArray(): void
  /** RESP3: "Boolean". In RESP2 the integers 1 and 0. */
  boolean(value: boolean): void
  /** RESP3: "Big number". In RESP2 a bulk. */
  bigNumber(digits: Bytes): void
  /** RESP3: "Verbatim string", `format` of three letters. In RESP2 a bulk. */
  verbatim(format: string, text: Bytes): void
  /** The next `length` replies are its elements. */
  array(length: number): void
  /** The next `2 * length` replies are keys and values, in turn. In RESP2 an array of twice the length. */
  map(length: number): void
  /** The next `length` replies are its members. In RESP2 an array. */
  set(length: number): void
  /**
   * The next `2 * length` replies are `length` pairs, each begun by `pair()`. In RESP2 one flat array,
   * in RESP3 an array of two-element arrays (ZRANGE WITHSCORES and similar).
   */
  pairs(length: number): void
  /** Begins a pair within `pairs`. */
  pair(): void
  /** RESP3: "Push". In RESP2 an array. */
  push(length: number): void
  /**
   * RESP3: "Attribute": the next `2 * length` replies are names and values that describe the reply after
   * them, and do not count as replies. Not allowed where `resp` is 2.
   */
  attribute(length: number): void
  /** Begins an aggregate whose length is known only when it is complete. These nest, and each needs its `end`. */
  deferred(): void
  /** Ends the innermost deferred aggregate, which has `length` elements (pairs, for 'map' and 'pairs'). */
  end(as: Aggregate, length: number): void
  /** Remembers this place, also within open deferred aggregates. */
  mark(): Mark
  /** Forgets all that was written since `mark`, except pushes that came before everything else. */
  rollback(mark: Mark): void
}
