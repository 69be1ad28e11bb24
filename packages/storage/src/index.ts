export { CowArray } from './cow-array.ts'
export { DenseMap } from './dense-map.ts'
export { DenseSet } from './dense-set.ts'
export {
  DEFAULT_PACKED_THRESHOLD,
  defaultLimits,
  type Encoding,
  type EncodingLimits,
  hashStaysListpack,
  type IntsetWidth,
  intsetWidthOf,
  setStaysIntset,
  zsetStaysListpack,
} from './encoding.ts'
export type { Engine, ValueType, ValueTypes } from './engine.ts'
export type { HashValue } from './hash.ts'
export { insertLean } from './insert-lean.ts'
export type { ListEnd, ListValue } from './list.ts'
export {
  EMPTY_LISTPACK_BYTES,
  listpackEntryBytes,
  listpackIntegerBytes,
  listpackScoreBytes,
} from './listpack-size.ts'
export {
  allocatedBytes,
  dictSlots,
  dictTableBytes,
  hashtableValueBytes,
  intsetValueBytes,
  listpackValueBytes,
  OBJECT_BYTES,
  plainStringBytes,
  quicklistValueBytes,
  sdsBytes,
  sdsCapacity,
  skiplistValueBytes,
  streamNodeBytes,
  streamValueBytes,
} from './memory-model.ts'
export type { Random } from './random.ts'
export {
  compareScored,
  countBelow,
  countBelowMember,
  indexOfMember,
  placeOf,
  type ScoredMember,
} from './score-order.ts'
export type { SetValue } from './set.ts'
export type { SortedSetValue } from './sorted-set.ts'
export {
  formatStreamId,
  MAX_STREAM_ID,
  MIN_STREAM_ID,
  nextStreamId,
  previousStreamId,
  type StreamId,
  streamIdMs,
  streamIdOf,
  streamIdSeq,
} from './stream-id.ts'
export type { StreamLog } from './stream-log.ts'
export { type EntryVisitor, fieldNames, StreamNode } from './stream-node.ts'
export { type TrimmableLog, type Trimming, trimFront } from './stream-trim.ts'
export type { StringValue } from './string.ts'
