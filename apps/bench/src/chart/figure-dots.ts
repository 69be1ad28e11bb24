import { figure, median } from '../report.ts'
import type { Row } from '../result.ts'
import { logarithmic, type Scale } from './scale.ts'
import { dot, line, svg, text, WIDTH, whisker } from './svg.ts'

const ROW = 26
const TOP = 44
const LEFT = 270
const RIGHT = WIDTH - 150

/** The figures themselves, in one unit: a dot a contestant at the median, whiskers from the least to the greatest. */
export function figureDots(title: string, rows: readonly Row[]): string {
  const figures = rows
    .flatMap((row) => Object.values(row.samples).flat())
    .filter((each) => each > 0)
  const scale = logarithmic(Math.min(...figures), Math.max(...figures), LEFT, RIGHT)
  const colours = coloursOf(rows)
  const { unit } = rows[0]!
  const foot = TOP + rows.length * ROW
  return svg(foot + 24, `${title}: figures in ${unit}`, [
    ...legend(colours),
    text(WIDTH - 10, 18, 'soft end', `medians, ${unit}`),
    ...scale.ticks.flatMap((tick) => [
      line(scale.at(tick), TOP - 8, scale.at(tick), foot, 'grid'),
      text(scale.at(tick), foot + 16, 'soft mid', `${shortened(tick)} ${unit}`),
    ]),
    ...rows.flatMap((row, n) => drawn(row, colours, scale, TOP + n * ROW)),
  ])
}

/** Contestants a little below one another, so that none hides another. */
function drawn({ name, samples }: Row, colours: Colours, scale: Scale, y: number): string[] {
  const medians = Object.values(samples).map((values) => figure(median(values)))
  return [
    text(LEFT - 10, y + 14, 'end', name),
    ...Object.entries(samples).flatMap(([who, values], n) => {
      const height = y + 9 + (n - (medians.length - 1) / 2) * 6
      return contestant(values, colours.get(who)!, scale, height)
    }),
    text(WIDTH - 10, y + 14, 'value soft end', medians.join(' · ')),
  ]
}

function contestant(values: readonly number[], n: number, scale: Scale, y: number): string[] {
  const seen = values.filter((each) => each > 0)
  if (seen.length === 0) return []
  const ends = [Math.min(...seen), Math.max(...seen)].map(scale.at)
  return [
    ...(seen.length > 1 ? [whisker(ends[0]!, ends[1]!, y)] : []),
    dot(scale.at(median(seen)), y, `f${n % 4}`),
  ]
}

/** The number of each contestant's colour. */
export type Colours = ReadonlyMap<string, number>

/** Whom we are measured against has the first colour, ours the second, wherever they are. */
function coloursOf(rows: readonly Row[]): Colours {
  const { ours, base } = rows[0]!
  const names = [...new Set(rows.flatMap((row) => Object.keys(row.samples)))]
  const others = names.filter((name) => name !== ours && name !== base)
  return new Map(
    names.map((name) => [name, name === base ? 0 : name === ours ? 1 : 2 + others.indexOf(name)]),
  )
}

/** Names beside their colours, in one line. */
export function legend(colours: Colours): string[] {
  let x = 10
  return [...colours].flatMap(([name, n]) => {
    const here = x
    x += 30 + name.length * 7
    return [dot(here + 5, 14, `f${n % 4}`), text(here + 15, 18, 'soft', name)]
  })
}

export function shortened(value: number): string {
  if (value >= 1_000_000) return `${value / 1_000_000}M`
  if (value >= 1_000) return `${value / 1_000}k`
  return String(Number(value.toPrecision(3)))
}
