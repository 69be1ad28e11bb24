import type { Bytes } from '@resident/bytes'
import type { Encoding, EncodingLimits } from './encoding.ts'
import type { StreamId } from './stream-id.ts'
import type { EntryVisitor, StreamNode } from './stream-node.ts'
import type { Trimming } from './stream-trim.ts'

/**
 * The entries of a stream in the order of their ids: a sequence of nodes, each
 * of at most `streamNodeMaxEntries` entries and `streamNodeMaxBytes` bytes.
 *
 * The nodes are part of the contract, since `XTRIM ~`, XINFO and DUMP show
 * them; `StreamNode` and `trimFront` know Redis's rules. Groups, the last id
 * and the counters are not the log's: they are kept beside it, the same for
 * every engine.
 */
export interface StreamLog {
  readonly type: 'stream'
  readonly encoding: Encoding
  readonly length: number
  /** An estimate of the memory held, in bytes; kept by each mutation. */
  readonly bytes: number
  /** How many nodes there are. */
  readonly nodes: number
  /** Ids of the first and the last entry that is not deleted; `undefined` when there is none. */
  readonly first: StreamId | undefined
  readonly last: StreamId | undefined
  /**
   * Adds an entry after all others; the caller makes sure that `id` is greater than any before.
   * `fields` holds fields and values in turn, at least one of each; the log takes the array over.
   */
  append(id: StreamId, fields: Bytes[]): void
  /** Fields and values in turn, not to be changed. */
  get(id: StreamId): readonly Bytes[] | undefined
  /** Says whether there was such an entry. A node goes with its last entry. */
  delete(id: StreamId): boolean
  /**
   * Visits entries with `from <= id <= to`, from the smaller end, until `visit` returns false.
   * Finding the start costs O(log n). The log must not change meanwhile.
   */
  each(from: StreamId, to: StreamId, visit: EntryVisitor): void
  /** The same from the greater end. */
  eachBackwards(from: StreamId, to: StreamId, visit: EntryVisitor): void
  /** Removes entries from the front, as `trimFront` does; returns how many were removed. */
  trim(trimming: Trimming): number
  /** Visits the nodes in order. They are to be read, and not kept. */
  eachNode(visit: (node: StreamNode) => void): void
  /** Adds a node after all others; the log takes it over. For RESTORE. */
  appendNode(node: StreamNode): void
  /** An independent copy. If `limits` are given, they decide the size of its nodes from now on. */
  clone(limits?: EncodingLimits): StreamLog
}
