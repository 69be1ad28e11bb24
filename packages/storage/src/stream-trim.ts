import type { StreamId } from './stream-id.ts'
import type { StreamNode } from './stream-node.ts'

/** How a stream is to be trimmed. */
export interface Trimming {
  /** MAXLEN's length: at most so many entries stay; or MINID's id: those with smaller ones go. */
  readonly keep: number | StreamId
  /** Only whole nodes are removed, and not the node that holds the boundary. Default: false. */
  readonly approximate?: boolean
  /** It stops before more than this many entries have been removed. Default: 0, for no limit. */
  readonly limit?: number
}

/** A log as trimming sees it: from its front. */
export interface TrimmableLog {
  /** Entries that are there. */
  readonly length: number
  readonly firstNode: StreamNode | undefined
  dropFirstNode(): void
  /** Deletes the first `count` entries of the first node, which stays. */
  cutFirstNode(count: number): void
}

/**
 * Does what XTRIM does. Returns how many entries were removed.
 *
 * Whole nodes are dropped first. The node that holds the boundary stays, with some of its entries marked as
 * deleted or, if `approximate`, as it is. It stops at the first node whose removal could bring the number of
 * removed entries above `limit` (0: no limit).
 */
export function trimFront(
  log: TrimmableLog,
  { keep, approximate = false, limit = 0 }: Trimming,
): number {
  let gone = 0
  for (let node = log.firstNode; node !== undefined; node = log.firstNode) {
    const entries = node.entries
    if (typeof keep === 'number' && log.length <= keep) break
    if (limit !== 0 && gone + entries > limit) break
    if (typeof keep === 'number' ? log.length - entries >= keep : isBelow(node, keep)) {
      log.dropFirstNode()
      gone += entries
      continue
    }
    if (approximate) break
    const count = typeof keep === 'number' ? log.length - keep : node.countBelow(keep)
    log.cutFirstNode(count)
    gone += count
    break
  }
  return gone
}

/** Whether all entries of the node are below `id`. Deleted ones count too, so a node may stay that has only these. */
function isBelow(node: StreamNode, id: StreamId): boolean {
  return node.lastEver !== undefined && node.lastEver < id
}
