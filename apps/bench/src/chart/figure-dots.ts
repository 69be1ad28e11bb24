import { figure, median } from '../report.ts'
import type { Row } from '../result.ts'
import { logarithmic, type Scale } from './scale.ts'
import { dot, line, svg, text, WIDTH, whisker } from './svg.ts'

const LINE = 20
const GAP = 10
const TOP = 44
const LEFT = 270
const RIGHT = WIDTH - 110

/** The figures themselves, in one unit: a dot a contestant at the median, whiskers from the least to the greatest. */
export function figureDots(title: string, rows: readonly Row[]): string {
  const figures = rows
    .flatMap((row) => Object.values(row.samples).flat())
    .filter((each) => each > 0)
  const scale = logarithmic(Math.min(...figures), Math.max(...figures), LEFT, RIGHT)
  const names = [...new Set(rows.flatMap((row) => Object.keys(row.samples)))]
  const drawn: string[] = []
  let y = TOP
  for (const row of rows) {
    drawn.push(text(LEFT - 10, y + 13, 'end', row.name))
    for (const [name, values] of Object.entries(row.samples)) {
      drawn.push(...contestant(values, names.indexOf(name), scale, y))
      y += LINE
    }
    y += GAP
  }
  return svg(y + 24, `${title}: figures in ${rows[0]!.unit}`, [
    ...legend(names),
    ...scale.ticks.flatMap((tick) => [
      line(scale.at(tick), TOP - 8, scale.at(tick), y, 'grid'),
      text(scale.at(tick), y + 16, 'soft mid', `${shortened(tick)} ${rows[0]!.unit}`),
    ]),
    ...drawn,
  ])
}

function contestant(values: readonly number[], n: number, scale: Scale, y: number): string[] {
  const middle = median(values)
  if (!(middle > 0)) return [text(RIGHT + 12, y + 13, 'value soft', figure(middle))]
  const seen = values.filter((each) => each > 0)
  return [
    whisker(scale.at(Math.min(...seen)), scale.at(Math.max(...seen)), y + 9),
    dot(scale.at(middle), y + 9, `f${n % 4}`),
    text(RIGHT + 12, y + 13, 'value soft', figure(middle)),
  ]
}

/** Names beside their colours, in one line. */
export function legend(names: readonly string[]): string[] {
  let x = 10
  return names.flatMap((name, n) => {
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
