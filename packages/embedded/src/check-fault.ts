import { type FaultRule, type Latency, SERVER_STATES } from '@resident/commands'
import { UsageError } from '@resident/server'
import { KIND, type Kind, misfit } from './kinds.ts'

const isNth = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) > 0

const KINDS: Readonly<Record<keyof FaultRule, Kind>> = {
  command: KIND.texts,
  key: KIND.text,
  client: KIND.text,
  nth: ['a whole number from 1 on, or several', (value) => [value].flat().every(isNth)],
  probability: ['a number from 0 to 1', (value) => KIND.count[1](value) && Number(value) <= 1],
  seed: KIND.number,
  times: KIND.count,
  from: KIND.number,
  until: KIND.number,
  latency: [
    'a time, or a distribution whose min is no more than its max',
    (value) => typeof value === 'number' || isDistribution(value as Latency & object),
  ],
  error: ["one line: the error's code, a space and its text", isErrorLine],
  state: [
    `one of ${Object.keys(SERVER_STATES).join(', ')}`,
    (value) => Object.hasOwn(SERVER_STATES, String(value)),
  ],
  drop: ["'before' or 'after'", (value) => value === 'before' || value === 'after'],
  partial: ['a number of bytes, or a part', KIND.count[1]],
  blackHole: ['true', (value) => value === true],
}

function isDistribution(latency: Latency & object): boolean {
  return !('min' in latency) || latency.min <= latency.max
}

function isErrorLine(value: unknown): boolean {
  return typeof value === 'string' && /^\S+ .+$/.test(value)
}

/** Throws a UsageError with code ERR_FAULT if a rule does nothing or two things at once, or has an unknown or invalid option. */
export function checkFault(rule: FaultRule): void {
  const why = misfit('fault option', rule, KINDS) ?? misdeed(rule)
  if (why !== undefined) throw new UsageError('ERR_FAULT', why)
}

function misdeed({
  latency,
  error,
  state,
  drop,
  partial,
  blackHole,
}: FaultRule): string | undefined {
  const deeds = Object.entries({ error, state, drop, partial, blackHole })
  const given = deeds.filter(([, deed]) => deed !== undefined).map(([name]) => name)
  if (given.length > 1) return `A fault does one thing, not ${given.join(' and ')}.`
  if (given.length === 1 || latency !== undefined) return undefined
  return 'This fault does nothing: give latency, error, state, drop, partial or blackHole.'
}
