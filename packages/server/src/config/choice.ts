import { untilZero } from '@resident/commands'
import { type Kind, Refusal } from './kind.ts'

const NOT_YES_OR_NO: Refusal = new Refusal("argument must be 'yes' or 'no'")

export const yesNo: Kind = (text) => {
  const lower = untilZero(text).toLowerCase()
  return lower === 'yes' || lower === 'no' ? lower : NOT_YES_OR_NO
}

/** yes or no, where `yes` is not possible, for this reason. */
export function never(reason: string): Kind {
  const refusal = new Refusal(reason)
  return (text, current) => {
    const value = yesNo(text, current)
    return value === 'yes' ? refusal : value
  }
}

/** One of the words. `same` gives, for a word, another that means the same and is shown in its place. */
export function oneOf(words: readonly string[], same: Readonly<Record<string, string>> = {}): Kind {
  const refusal = notAmong(words)
  return (text) => {
    const lower = untilZero(text).toLowerCase()
    return words.includes(lower) ? (same[lower] ?? lower) : refusal
  }
}

/** Some of the words, shown in the words' order. The first means none of the others. */
export function someOf(
  words: readonly string[],
  conflict: readonly [string, string],
  reason: string,
): Kind {
  const [none, ...others] = words
  const refusal = notAmong(words)
  return (text) => {
    const given = text.toLowerCase().split(' ').map(untilZero)
    if (given.some((word) => !words.includes(word))) return refusal
    if (conflict.every((word) => given.includes(word))) return new Refusal(reason)
    const chosen = others.filter((word) => given.includes(word))
    return chosen.length === 0 ? none! : chosen.join(' ')
  }
}

function notAmong(words: readonly string[]): Refusal {
  return new Refusal(`argument(s) must be one of the following: ${words.join(', ')}`)
}
