import type { Engine } from '@resident/storage'
import { ArraySet } from './array-set.ts'
import { ArrayStreamLog } from './array-stream-log.ts'
import { EditableString } from './editable-string.ts'
import { LazySortedSet } from './lazy-sorted-set.ts'
import { MapHash } from './map-hash.ts'
import { RingList } from './ring-list.ts'

/** Plain Maps and arrays. The least memory, and the least code. */
export const mapEngine: Engine = {
  string: (initial) => new EditableString(initial),
  list: () => new RingList(),
  set: (limits) => new ArraySet(limits),
  zset: (limits) => new LazySortedSet(limits),
  hash: (limits) => new MapHash(limits),
  stream: (limits) => new ArrayStreamLog(limits),
}
