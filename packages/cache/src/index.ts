export { CacheCluster, type CacheClusterConfig } from './cluster.ts'
export { type Codec, jsonCodec } from './codec.ts'
export type {
  AuthSettings,
  CacheSettings,
  ClusterSettings,
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
export { IntKeyspace, type IntKeyspaceConfig } from './int.ts'
export type { Key, KeyField, KeyFor, KeyOf, ParametersOf, PatternFor } from './key-types.ts'
export type { CacheStatistics, KeyspaceConfig } from './keyspace.ts'
export {
  type CacheOperation,
  type CacheResult,
  type Observer,
  observeCaches,
} from './observe.ts'
export { closeCaches, configureCaches } from './runtime.ts'
export type { SchemaIssue, SchemaResult, StandardSchema } from './standard-schema.ts'
export { StringKeyspace } from './string.ts'
export { StructKeyspace, type StructKeyspaceConfig } from './struct.ts'
