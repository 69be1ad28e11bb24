import { UsageError } from '@resident/server'

/** Milliseconds, or a number with a unit: `250ms`, `1.5s`, `10m`, `2h`, `7d`. */
export type Duration = number | string

const MILLISECONDS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

/** In whole milliseconds, as the server's clock counts. Throws a UsageError with code ERR_DURATION for an invalid duration. */
export function toMilliseconds(duration: Duration): number {
  if (typeof duration === 'number' && Number.isFinite(duration) && duration >= 0) {
    return Math.round(duration)
  }
  const [, digits, unit] = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)$/.exec(String(duration)) ?? []
  if (unit === undefined) {
    throw new UsageError(
      'ERR_DURATION',
      `'${duration}' is not a time: give milliseconds, or a number with ms, s, m, h or d ('7d').`,
    )
  }
  return Math.round(Number(digits) * MILLISECONDS[unit]!)
}
