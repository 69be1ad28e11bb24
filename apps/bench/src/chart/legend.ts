import { dot, text } from './svg.ts'

/** The number of each contestant's colour. */
export type Colours = ReadonlyMap<string, number>

export interface Legend {
  readonly content: readonly string[]
  /** How far down it goes beyond its first line. */
  readonly depth: number
}

const LEFT = 12
const LETTER = 7
const MARK = 34
const LINE = 18

/** Names beside their colours, from the height `y` on, in as many lines as they need. */
export function legend(colours: Colours, y: number, width: number): Legend {
  let [x, depth] = [LEFT, 0]
  const content: string[] = []
  for (const [name, n] of colours) {
    const length = MARK + name.length * LETTER
    if (x > LEFT && x + length > width) [x, depth] = [LEFT, depth + LINE]
    content.push(dot(x + 4, y + depth - 4, `f${n % 4}`), text(x + 14, y + depth, 'soft', name))
    x += length
  }
  return { content, depth }
}

/** `1k`, `0.2`: what is written at an axis. */
export function shortened(value: number): string {
  if (value >= 1_000_000) return `${Number((value / 1_000_000).toPrecision(3))}M`
  if (value >= 1_000) return `${Number((value / 1_000).toPrecision(3))}k`
  return String(Number(value.toPrecision(3)))
}
