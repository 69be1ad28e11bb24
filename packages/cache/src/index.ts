export { CacheCluster, type CacheClusterConfig } from './cluster.ts'
export {
  bigintCodec,
  type Codec,
  integerCodec,
  jsonCodec,
  numberCodec,
  stringCodec,
} from './codec.ts'
export type {
  AuthSettings,
  CacheSettings,
  ClusterSettings,
  NatMap,
  Secret,
  TlsSettings,
  Transport,
} from './connect/settings.ts'
export type { EvictionPolicy } from './declarations.ts'
export {
  CacheError,
  type CacheErrorCode,
  type CacheErrorDetails,
  CacheKeyExists,
  CacheMiss,
} from './errors.ts'
export {
  type Expiry,
  expireDailyAt,
  expireIn,
  expireInHours,
  expireInMinutes,
  expireInSeconds,
  keepTTL,
  neverExpire,
  type WriteOptions,
} from './expiry.ts'
export { FloatKeyspace } from './float.ts'
export type { LoadOptions } from './get-or-set.ts'
export { HashKeyspace, type HashKeyspaceConfig } from './hash.ts'
export { IntKeyspace, type IntKeyspaceConfig } from './int.ts'
export type { Key, KeyField, KeyFor, KeyOf, ParametersOf, PatternFor } from './key-types.ts'
export type { CacheStatistics, KeyspaceConfig } from './keyspace.ts'
export type { ListPosition } from './list-keyspace.ts'
export { NumberListKeyspace } from './number-list.ts'
export { NumberSetKeyspace } from './number-set.ts'
export { NumberSortedSetKeyspace } from './number-sorted-set.ts'
export {
  type CacheOperation,
  type CacheResult,
  type Observer,
  observeCaches,
} from './observe.ts'
export { closeCaches, configureCaches } from './runtime.ts'
export type { Scored } from './sorted-set-keyspace.ts'
export type { SchemaIssue, SchemaResult, StandardSchema } from './standard-schema.ts'
export { StringKeyspace } from './string.ts'
export { StringListKeyspace } from './string-list.ts'
export { StringSetKeyspace } from './string-set.ts'
export { StringSortedSetKeyspace } from './string-sorted-set.ts'
export { StructKeyspace, type StructKeyspaceConfig } from './struct.ts'
export { StructSetKeyspace } from './struct-set.ts'
