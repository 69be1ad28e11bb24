import type { Engine } from '@resident/storage'
import { TreeSortedSet } from './tree-sorted-set.ts'
import { TreeStreamLog } from './tree-stream-log.ts'

/** The ordered types on a B+ tree: every operation costs O(log n) or less. */
export const btreeEngine: Pick<Engine, 'zset' | 'stream'> = {
  zset: (limits) => new TreeSortedSet(limits),
  stream: (limits) => new TreeStreamLog(limits),
}
