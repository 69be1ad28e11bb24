import type { Codec } from './codec.ts'
import { CacheError } from './errors.ts'

/**
 * A schema of zod, valibot, arktype or another library that follows https://standardschema.dev, version 1. `V` is the type of
 * the checked value.
 */
export interface StandardSchema<V> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    readonly validate: (value: unknown) => SchemaResult<V> | Promise<SchemaResult<V>>
    readonly types?: { readonly input: unknown; readonly output: V } | undefined
  }
}

export type SchemaResult<V> =
  | { readonly value: V; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] }

export interface SchemaIssue {
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}

/** A codec of objects that writes and returns only what the schema accepts. */
export function checked<V extends object>(
  codec: Codec<unknown>,
  schema: StandardSchema<V> | undefined,
): Codec<V> {
  const check = (value: unknown, when: string): V => {
    if (typeof value !== 'object' || value === null) {
      throw new CacheError('INVALID_VALUE', `${when} is no object`)
    }
    return schema === undefined ? (value as V) : validated(schema, value, when)
  }
  return {
    binary: codec.binary,
    encode: (value) => codec.encode(check(value, 'what is to be stored')),
    decode: (stored) => check(codec.decode(stored), 'what is stored'),
  }
}

function validated<V>(schema: StandardSchema<V>, value: unknown, when: string): V {
  const result = schema['~standard'].validate(value)
  if (result instanceof Promise) {
    throw new CacheError('INVALID_VALUE', 'the schema is asynchronous; it must be synchronous')
  }
  if (result.issues === undefined) return result.value
  const reasons = result.issues.map(describe).join('; ')
  throw new CacheError('INVALID_VALUE', `${when} does not fit the schema: ${reasons}`, {
    cause: result.issues,
  })
}

function describe({ message, path = [] }: SchemaIssue): string {
  const place = path.map((step) => String(typeof step === 'object' ? step.key : step)).join('.')
  return place === '' ? message : `${place}: ${message}`
}
