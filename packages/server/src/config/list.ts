import { parseMemory, untilZero } from '@resident/commands'
import { type Kind, Refusal } from './kind.ts'
import { LONG_MAX } from './number.ts'

// Parameters that are several values, separated by single blanks.

/** As C's strtoll reads it, a number that is too large as the largest; `undefined` if anything is left over. */
function parseLong(word: string): bigint | undefined {
  const text = untilZero(word)
  if (!/^\s*[+-]?\d+$|^$/.test(text)) return undefined
  const value = BigInt(text)
  return value > LONG_MAX ? LONG_MAX : value
}

/** The same, cut to 32 bits. */
function parseInt32(text: string): bigint | undefined {
  const value = parseLong(text)
  return value === undefined ? undefined : BigInt.asIntN(32, value)
}

const BAD_SAVE: Refusal = new Refusal('Invalid save parameters')

/** Pairs of seconds and changes, or nothing. */
export const savePoints: Kind = (text) => {
  const words = text.split(' ')
  if (words.length === 1 && untilZero(text) === '') return ''
  if (words.length % 2 !== 0) return BAD_SAVE
  const points: bigint[] = []
  for (const [i, word] of words.entries()) {
    const value = parseLong(word)
    if (value === undefined || value < (i % 2 === 0 ? 1 : 0)) return BAD_SAVE
    // Redis checks changes before it cuts them to 32 bits.
    points.push(i % 2 === 0 ? value : BigInt.asIntN(32, value))
  }
  return points.join(' ')
}

const OUTPUT_CLASSES: readonly string[] = ['normal', 'slave', 'pubsub']
const BUFFER_COUNT: Refusal = new Refusal(
  'Wrong number of arguments in buffer limit configuration.',
)
const BUFFER_CLASS: Refusal = new Refusal(
  'Invalid client class specified in buffer limit configuration.',
)
const BUFFER_VALUE: Refusal = new Refusal(
  'Error in hard, soft or soft_seconds setting in buffer limit configuration.',
)

/** Class, hard limit, soft limit and seconds, for one class or more; the others stay as they are. */
export const outputBufferLimits: Kind = (text, current) => {
  const words = text === '' ? [] : text.split(' ')
  if (words.length % 4 !== 0) return BUFFER_COUNT
  const limits = current.split(' ')
  for (let i = 0; i < words.length; i += 4) {
    const [name, hard, soft, seconds] = words.slice(i, i + 4) as [string, string, string, string]
    const lower = untilZero(name).toLowerCase()
    const index = OUTPUT_CLASSES.indexOf(lower === 'replica' ? 'slave' : lower)
    if (index < 0) return BUFFER_CLASS
    const values = [parseMemory(hard), parseMemory(soft), parseInt32(seconds)]
    if (values.some((value) => value === undefined || value < 0)) return BUFFER_VALUE
    limits.splice(index * 4 + 1, 3, ...values.map(String))
  }
  return limits.join(' ')
}

const OOM_COUNT: Refusal = new Refusal('wrong number of arguments')
const OOM_VALUE: Refusal = new Refusal(
  'Invalid oom-score-adj-values, elements must be between -2000 and 2000.',
)

export const oomScores: Kind = (text) => {
  const words = text.split(' ')
  if (words.length !== 3) return OOM_COUNT
  const values = words.map(parseLong)
  if (values.some((value) => value === undefined || value > 2000n || value < -2000n))
    return OOM_VALUE
  return values.join(' ')
}

const BAD_PERCENTILE: Refusal = new Refusal('Invalid latency-tracking-info-percentiles parameters')
const PERCENTILE_RANGE: Refusal = new Refusal(
  'latency-tracking-info-percentiles parameters should sit between [0.0,100.0]',
)

/** Numbers from 0 to 100, shown with six places at most. */
export const percentiles: Kind = (text) => {
  if (text === '') return ''
  const values: string[] = []
  for (const word of text.split(' ')) {
    if (!/^\s*[+-]?((\d+\.?\d*|\.\d+)(e[+-]?\d+)?|0x[\da-f]+|inf(inity)?)$/i.test(word)) {
      return BAD_PERCENTILE
    }
    const value = /inf/i.test(word) ? Number.POSITIVE_INFINITY : Number(word)
    if (!(value >= 0 && value <= 100)) return PERCENTILE_RANGE
    values.push(Object.is(value, -0) ? '-0' : String(Number(value.toFixed(6))))
  }
  return values.join(' ')
}

const MOST_ADDRESSES = 16
const TOO_MANY_ADDRESSES: Refusal = new Refusal('Too many bind addresses specified.')

export const addresses: Kind = (text) => {
  const words = text.split(' ').map(untilZero)
  return words.length > MOST_ADDRESSES ? TOO_MANY_ADDRESSES : words.join(' ')
}
