export { DenseMap } from './dense-map.ts'
export { DenseSet } from './dense-set.ts'
export {
  defaultLimits,
  type Encoding,
  type EncodingLimits,
  hashStaysListpack,
  setStaysIntset,
  zsetStaysListpack,
} from './encoding.ts'
export type { Engine, ValueType, ValueTypes } from './engine.ts'
export type { HashValue } from './hash.ts'
export type { ListEnd, ListValue } from './list.ts'
export type { Random } from './random.ts'
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
export type { StreamLog, StreamNodeShape } from './stream-log.ts'
export type { StringValue } from './string.ts'
