// Readers throw one of these when a value cannot be read. They carry no stack, and never leave the
// package: its doors turn them into results.

/** What is written cannot be what Redis wrote. */
export const DAMAGED: unique symbol = Symbol('damaged')

/** There are too few bytes; a file may have more of them later. */
export const SHORT: unique symbol = Symbol('short')

/** A collection without elements, which Redis refuses in RESTORE and skips in a file. */
export const EMPTY_KEY: unique symbol = Symbol('empty key')
