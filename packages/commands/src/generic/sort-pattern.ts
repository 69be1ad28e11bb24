import type { Bytes } from '@resident/bytes'
import type { HeldTypes, Keyspace } from '@resident/keyspace'
import { typeOf } from '@resident/keyspace'
import { bytesOf } from '../string/plain.ts'
import { untilZero } from '../until-zero.ts'

/**
 * How BY and GET of SORT get from an element to a value: the element itself
 * (`#`), a string key (`weight_*`), a field of a hash (`object_*->name`), or
 * nothing, since no key can be made without a star.
 */
export type SortPattern =
  | 'element'
  | 'nothing'
  | { readonly before: Bytes; readonly after: Bytes; readonly field: Bytes | undefined }

const STAR = '*'
const ARROW = '->'

/** As in Redis, the star, the arrow and the `#` count only before the first zero byte. */
export function sortPattern(text: Bytes): SortPattern {
  const seen = untilZero(text)
  if (seen === '#') return 'element'
  const star = seen.indexOf(STAR)
  if (star < 0) return 'nothing'
  const arrow = seen.indexOf(ARROW, star + 1)
  const hasField = arrow >= 0 && arrow + 2 < seen.length
  return {
    before: text.slice(0, star) as Bytes,
    after: text.slice(star + 1, hasField ? arrow : text.length) as Bytes,
    field: hasField ? (text.slice(arrow + 2) as Bytes) : undefined,
  }
}

/** Whether the pattern leads to the same key whatever the element. */
export function isConstant(text: Bytes): boolean {
  return !untilZero(text).includes(STAR)
}

/** The string that the pattern leads to from this element, if there is one. */
export function follow(db: Keyspace, pattern: SortPattern, element: Bytes): Bytes | undefined {
  if (pattern === 'element') return element
  if (pattern === 'nothing') return undefined
  const held = db.readAny((pattern.before + element + pattern.after) as Bytes)
  if (held === undefined) return undefined
  if (pattern.field === undefined) {
    return typeOf(held) === 'string' ? bytesOf(held as HeldTypes['string']) : undefined
  }
  return typeof held === 'object' && held.type === 'hash' ? held.get(pattern.field) : undefined
}
