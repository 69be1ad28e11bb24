// Readers throw one of these when a value cannot be read. They carry no stack, and never leave the
// package: its public functions turn them into results.

/** The bytes cannot be what Redis wrote. */
export const DAMAGED: unique symbol = Symbol('damaged')

/** There are too few bytes; of a file, more may be pushed later. */
export const SHORT: unique symbol = Symbol('short')

/** An empty collection, which Redis refuses in RESTORE and skips in a file. */
export const EMPTY_KEY: unique symbol = Symbol('empty key')
