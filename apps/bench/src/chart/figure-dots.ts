import { figure, median } from '../report.ts'
import type { Row } from '../result.ts'
import { type Colours, legend, shortened } from './legend.ts'
import { logarithmic, type Scale } from './scale.ts'
import { dot, HEAD, line, svg, text, WIDTH, whisker, widthOf } from './svg.ts'

const LEGEND = HEAD + 14
const TOP = LEGEND + 22
/** A row, and what each contestant beyond the second adds to it. */
const ROW = 26
const FURTHER = 6

/** The figures themselves, in one unit: a dot a contestant at the median, whiskers from the least to the greatest. */
export function figureDots(title: string, rows: readonly Row[]): string {
  const figures = rows
    .flatMap((row) => Object.values(row.samples).flat())
    .filter((each) => each > 0)
  const left = widthOf(rows.map(({ name }) => name)) + 24
  const right = WIDTH - widthOf(rows.map(mediansOf)) - 24
  const scale = logarithmic(Math.min(...figures), Math.max(...figures), left, right)
  const colours = coloursOf(rows)
  const { unit } = rows[0]!
  const height = ROW + Math.max(0, colours.size - 2) * FURTHER
  const foot = TOP + rows.length * height
  return svg({
    width: WIDTH,
    height: foot + 26,
    title,
    subtitle: `${unit}, less is better; dots are medians, lines go from the least to the greatest; logarithmic`,
    content: [
      ...legend(colours, LEGEND, right).content,
      text(WIDTH - 12, LEGEND, 'soft end', `medians, ${unit}`),
      ...scale.ticks.flatMap((tick) => [
        line(scale.at(tick), TOP - 8, scale.at(tick), foot, 'grid'),
        text(scale.at(tick), foot + 16, 'soft mid', shortened(tick)),
      ]),
      ...rows.flatMap((row, n) => drawn(row, colours, scale, TOP + (n + 0.5) * height - 4, left)),
    ],
  })
}

/** Contestants a little below one another, so that none hides another. */
function drawn(row: Row, colours: Colours, scale: Scale, middle: number, left: number): string[] {
  const all = Object.entries(row.samples)
  return [
    text(left - 12, middle + 4, 'end', row.name),
    ...all.flatMap(([who, values], n) => {
      const y = middle + (n - (all.length - 1) / 2) * 7
      return contestant(values, colours.get(who)!, scale, y)
    }),
    text(WIDTH - 12, middle + 4, 'value soft end', mediansOf(row)),
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

function mediansOf({ samples }: Row): string {
  return Object.values(samples)
    .map((values) => figure(median(values)))
    .join(' · ')
}

/** Whom we are measured against has the first colour, ours the second, wherever they are. */
function coloursOf(rows: readonly Row[]): Colours {
  const { ours, base } = rows[0]!
  const names = [...new Set(rows.flatMap((row) => Object.keys(row.samples)))]
  const others = names.filter((name) => name !== ours && name !== base)
  return new Map(
    names.map((name) => [name, name === base ? 0 : name === ours ? 1 : 2 + others.indexOf(name)]),
  )
}
