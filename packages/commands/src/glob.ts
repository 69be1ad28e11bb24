import type { Bytes } from '@resident/bytes'

const STAR = 42
const QUESTION = 63
const OPEN = 91
const CLOSE = 93
const CARET = 94
const BACKSLASH = 92
const DASH = 45

/**
 * Redis's stringmatchlen: `*`, `?`, `[a-z]`, `[^…]` and `\` on bytes.
 *
 * Where Redis recurses on each star, this goes back to the last star only,
 * which finds the same matches in O(pattern × text).
 */
export function globMatches(pattern: Bytes, text: Bytes): boolean {
  let p = 0
  let t = 0
  let starAt = -1
  let resumeAt = 0
  while (t < text.length) {
    if (pattern.charCodeAt(p) === STAR) {
      starAt = p++
      resumeAt = t
      continue
    }
    const next = p < pattern.length ? matchOne(pattern, p, text.charCodeAt(t)) : -1
    if (next > 0) {
      p = next
      t++
      continue
    }
    if (starAt < 0) return false
    p = starAt + 1
    t = ++resumeAt
  }
  while (pattern.charCodeAt(p) === STAR) p++
  return p === pattern.length
}

/** Where the pattern goes on after matching one byte at `p`, or -1. */
function matchOne(pattern: Bytes, p: number, byte: number): number {
  const code = pattern.charCodeAt(p)
  if (code === QUESTION) return p + 1
  if (code === OPEN) return matchClass(pattern, p + 1, byte)
  const escaped = code === BACKSLASH && p + 1 < pattern.length
  const at = escaped ? p + 1 : p
  return pattern.charCodeAt(at) === byte ? at + 1 : -1
}

/** `p` stands after the bracket. An unclosed class ends with the pattern, as in Redis. */
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
      const low = Math.min(code, pattern.charCodeAt(p + 2))
      const high = Math.max(code, pattern.charCodeAt(p + 2))
      p += 2
      if (byte >= low && byte <= high) found = true
    } else if (code === byte) found = true
    p++
  }
  return found === negated ? -1 : p
}
