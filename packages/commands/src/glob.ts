import type { Bytes } from '@resident/bytes'

const STAR = 42
const QUESTION = 63
const OPEN = 91
const CLOSE = 93
const CARET = 94
const BACKSLASH = 92
const DASH = 45

/** Redis recurses on each star except a last one, and gives up at this depth. */
const MOST_STARS = 1000

/**
 * Redis's stringmatchlen: `*`, `?`, `[a-z]`, `[^…]` and `\` on bytes.
 *
 * Where Redis recurses on each star, this backtracks to the last star only,
 * which finds the same matches in O(pattern × text). Redis's oddities are kept:
 * stars do not match an empty text, and ranges compare bytes as signed.
 */
export function globMatches(pattern: Bytes, text: Bytes): boolean {
  if (text.length === 0) return pattern.length === 0
  let p = 0
  let t = 0
  let afterStar = -1
  let resumeAt = 0
  let stars = 0
  while (t < text.length) {
    if (pattern.charCodeAt(p) === STAR) {
      afterStar = p = skipStars(pattern, p)
      if (p === pattern.length) return true
      if (++stars > MOST_STARS) return false
      resumeAt = t
      continue
    }
    const next = p < pattern.length ? matchOne(pattern, p, text.charCodeAt(t)) : -1
    if (next > 0) {
      p = next
      t++
      continue
    }
    if (afterStar < 0) return false
    p = afterStar
    t = ++resumeAt
  }
  return skipStars(pattern, p) === pattern.length
}

function skipStars(pattern: Bytes, from: number): number {
  let p = from
  while (pattern.charCodeAt(p) === STAR) p++
  return p
}

/** Matches one byte at `p`: returns where the pattern continues, or -1. */
function matchOne(pattern: Bytes, p: number, byte: number): number {
  const code = pattern.charCodeAt(p)
  if (code === QUESTION) return p + 1
  if (code === OPEN) return matchClass(pattern, p + 1, byte)
  const escaped = code === BACKSLASH && p + 1 < pattern.length
  const at = escaped ? p + 1 : p
  return pattern.charCodeAt(at) === byte ? at + 1 : -1
}

/** The same for a class; `p` is after its bracket. An unclosed class ends with the pattern, as in Redis. */
function matchClass(pattern: Bytes, p: number, byte: number): number {
  const negated = pattern.charCodeAt(p) === CARET
  if (negated) p++
  let found = false
  for (;;) {
    const code = pattern.charCodeAt(p)
    if (p >= pattern.length) break
    if (code === BACKSLASH && p + 1 < pattern.length) {
      p++
      if (pattern.charCodeAt(p) === byte) found = true
    } else if (code === CLOSE) {
      p++
      break
    } else if (p + 2 < pattern.length && pattern.charCodeAt(p + 1) === DASH) {
      if (within(byte, code, pattern.charCodeAt(p + 2))) found = true
      p += 2
    } else if (code === byte) found = true
    p++
  }
  return found === negated ? -1 : p
}

/** Whether the byte lies between two others, whichever is the greater. In Redis these are C's signed chars. */
function within(byte: number, one: number, other: number): boolean {
  const low = Math.min(signed(one), signed(other))
  const high = Math.max(signed(one), signed(other))
  return signed(byte) >= low && signed(byte) <= high
}

function signed(byte: number): number {
  return (byte << 24) >> 24
}
