import type { CacheCluster } from './cluster.ts'
import { type Codec, jsonCodec } from './codec.ts'
import type { Key, KeyOf } from './key-types.ts'
import { SetKeyspace } from './set-keyspace.ts'
import { checked } from './standard-schema.ts'
import type { StructKeyspaceConfig } from './struct.ts'

/** Sets of objects by key. Objects with the same fields are the same member, whatever the order of their fields. */
export class StructSetKeyspace<
  K extends Key = never,
  V extends object = Record<string, unknown>,
  const P extends string = string,
> extends SetKeyspace<KeyOf<K, P>, V> {
  constructor(cluster: CacheCluster, config: StructKeyspaceConfig<K, V, P>) {
    super(cluster, config, checked(sorting(config.codec ?? jsonCodec), config.schema))
  }
}

/** Redis compares members by their bytes, so equal objects must be written equally. */
function sorting(codec: Codec<unknown>): Codec<unknown> {
  return {
    binary: codec.binary,
    encode: (value) => codec.encode(inOrder(value)),
    decode: (stored) => codec.decode(stored),
  }
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (!isPlain(value)) return value
  const entries = Object.entries(value).filter(([, each]) => each !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([name, each]) => [name, inOrder(each)]))
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
