import { CacheError } from './errors.ts'
import type { Operation } from './operation.ts'

/** Returns a number of elements. Throws a CacheError INVALID_ARGUMENT unless it is a whole number from 0, as its neighbours do. */
export function countIn({ name }: Operation, count: number): number {
  if (Number.isSafeInteger(count) && count >= 0) return count
  throw new CacheError('INVALID_ARGUMENT', `a count must be a whole number from 0, not ${count}`, {
    operation: name,
  })
}

/** Returns a finite number. */
export function finiteIn({ name }: Operation, value: number): number {
  if (Number.isFinite(value)) return value
  throw new CacheError('INVALID_ARGUMENT', `a finite number is needed, not ${String(value)}`, {
    operation: name,
  })
}

/** Returns the name of a hash's field. `undefined` is refused, since ioredis would send it as the field ''. */
export function fieldIn({ name }: Operation, field: string): string {
  if (typeof field === 'string' && field.isWellFormed()) return field
  throw new CacheError('INVALID_ARGUMENT', `a field's name must be text, not ${String(field)}`, {
    operation: name,
  })
}

/** Returns the keys; there must be at least one, since Redis refuses a command without any. */
export function someIn<T>({ name }: Operation, keys: readonly T[]): readonly T[] {
  if (keys.length > 0) return keys
  throw new CacheError('INVALID_ARGUMENT', 'at least one key is needed', { operation: name })
}
