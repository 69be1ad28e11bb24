import type { LatencySeries } from '../latency-monitor.ts'

const COLUMNS = 80
const ROWS = 4
/** The marks within a row, from low to high. */
const MARKS = '_o#'
const STEPS = MARKS.length * ROWS

interface Column {
  /** How many steps high. */
  readonly step: number
  /** How long ago it was; written vertically. */
  readonly label: string
}

/** LATENCY GRAPH's picture of an event, at `now` in Unix seconds. */
export function drawLatency(event: string, { samples, worst }: LatencySeries, now: number): string {
  const values = samples.map(({ milliseconds }) => milliseconds)
  const high = Math.max(...values)
  const low = Math.min(...values)
  const span = high === low ? 1 : high - low
  const columns = samples.map(({ time, milliseconds }) => ({
    step: Math.min(STEPS - 1, Math.floor(((milliseconds - low) * STEPS) / span)),
    label: ago(now - time),
  }))
  let text =
    `${event} - high ${high} ms, low ${low} ms (all time high ${worst} ms)\n` +
    `${'-'.repeat(COLUMNS)}\n`
  for (let first = 0; first < columns.length; first += COLUMNS) {
    if (first > 0) text += '\n'
    text += drawRange(columns.slice(first, first + COLUMNS))
  }
  return text
}

function ago(seconds: number): string {
  if (seconds < 60) return `${seconds}s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m`
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)}h`
  return `${Math.floor(seconds / 86_400)}d`
}

function drawRange(columns: readonly Column[]): string {
  let text = ''
  for (let row = ROWS - 1; row >= 0; row--) {
    text += `${columns.map(({ step }) => markOf(step - row * MARKS.length)).join('')}\n`
  }
  text += `${' '.repeat(columns.length)}\n`
  const longest = Math.max(...columns.map(({ label }) => label.length))
  for (let i = 0; i < longest; i++)
    text += `${columns.map(({ label }) => label[i] ?? ' ').join('')}\n`
  return text
}

/** The mark in a row whose lowest step is this far below the top of the column. */
function markOf(above: number): string {
  if (above < 0) return ' '
  return MARKS[above] ?? '|'
}
