import type { Bytes } from '@resident/bytes'

/**
 * One reply as it was on the wire: enough to encode it again byte for byte, or to print it as redis-cli would.
 *
 * Lengths are those of Redis's spelling ("7", never "+7" or "07"); RESP3's streamed types, which
 * Redis does not send, are not among them.
 */
export type Reply =
  | { readonly type: 'status'; readonly text: Bytes }
  /** The whole line, its code first. */
  | { readonly type: 'error'; readonly text: Bytes }
  /** RESP3: "Blob error". */
  | { readonly type: 'bulkError'; readonly text: Bytes }
  /** A bigint where a number would not be exact. */
  | { readonly type: 'integer'; readonly value: number | bigint }
  | { readonly type: 'bulk'; readonly value: Bytes }
  /** RESP2's null bulk, its null array, and RESP3's null. */
  | { readonly type: 'nullBulk' }
  | { readonly type: 'nullArray' }
  | { readonly type: 'null' }
  | { readonly type: 'boolean'; readonly value: boolean }
  /** The text, since a number can be spelt in many ways. */
  | { readonly type: 'double'; readonly text: Bytes }
  | { readonly type: 'bigNumber'; readonly digits: Bytes }
  | { readonly type: 'verbatim'; readonly format: Bytes; readonly text: Bytes }
  | { readonly type: 'array' | 'set' | 'push'; readonly items: readonly Reply[] }
  | { readonly type: 'map'; readonly entries: readonly ReplyEntry[] }
  /** RESP3: "Attribute", and the reply that it is about. */
  | { readonly type: 'attribute'; readonly entries: readonly ReplyEntry[]; readonly reply: Reply }

/** A key and its value. */
export type ReplyEntry = readonly [Reply, Reply]
