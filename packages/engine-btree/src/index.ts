import type { Engine } from '@resident/storage'
import { TreeSortedSet } from './tree-sorted-set.ts'
import { TreeStreamLog } from './tree-stream-log.ts'

/** The types that stay in order, on a B+ tree: everything they do costs O(log n). */
export const btreeEngine: Pick<Engine, 'zset' | 'stream'> = {
  zset: (limits) => new TreeSortedSet(limits),
  stream: (limits) => new TreeStreamLog(limits),
}
