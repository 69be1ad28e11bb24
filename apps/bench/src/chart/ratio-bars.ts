import { figure } from '../report.ts'
import { type Ratio, type Row, ratioOf, type Verdict, verdictOf } from '../result.ts'
import { linear, type Scale } from './scale.ts'
import { bar, line, svg, text, WIDTH, whisker } from './svg.ts'

const ROW = 28
const TOP = 26
const LEFT = 270
const RIGHT = WIDTH - 110
/** Bars end here, so that one that is far off leaves the others to be seen. */
const FARTHEST = 6

/** A bar a row: our figure where the base's is 1, the middle half of the rounds as whiskers, the target as a mark. */
export function ratioBars(title: string, rows: readonly Row[]): string | undefined {
  const bars = rows.flatMap((row) => {
    const ratio = ratioOf(row)
    return ratio === undefined ? [] : [{ row, ratio }]
  })
  if (bars.length === 0) return undefined
  const most = Math.max(1.2, ...bars.flatMap(({ row, ratio }) => [ratio.high, row.most ?? 0]))
  const end = Math.min(most, FARTHEST)
  const whole = linear(end, LEFT, RIGHT)
  const scale = { ...whole, at: (value: number): number => whole.at(Math.min(value, end)) }
  const foot = TOP + bars.length * ROW
  return svg(foot + 44, `${title}: ratios to ${basesOf(bars)}`, [
    ...axis(scale, foot),
    ...bars.flatMap(({ row, ratio }, n) => drawn(row, ratio, scale, TOP + n * ROW)),
    text(
      LEFT,
      foot + 36,
      'soft',
      `1 is ${basesOf(bars)}; less is better. │ is the target.${most > end ? ` Bars end at ${FARTHEST}.` : ''}`,
    ),
  ])
}

function basesOf(bars: readonly { readonly row: Row }[]): string {
  return [...new Set(bars.map(({ row }) => row.base))].join(' or ')
}

function axis(scale: Scale, foot: number): string[] {
  const one = scale.at(1)
  return [
    ...scale.ticks.flatMap((tick) => [
      line(scale.at(tick), TOP - 6, scale.at(tick), foot, 'grid'),
      text(scale.at(tick), foot + 16, 'soft mid', String(Number(tick.toPrecision(3)))),
    ]),
    line(one, TOP - 10, one, foot, 'one'),
  ]
}

function drawn(row: Row, ratio: Ratio, scale: Scale, y: number): string[] {
  const verdict = verdictOf(row)
  const middle = y + 9
  return [
    text(LEFT - 10, y + 14, 'end', row.name),
    bar(LEFT, y + 1, scale.at(ratio.middle) - LEFT, 16, ratio.sound ? CLASSES[verdict] : 'unsure'),
    ...(ratio.low < ratio.high ? [whisker(scale.at(ratio.low), scale.at(ratio.high), middle)] : []),
    ...(row.most === undefined
      ? []
      : [line(scale.at(row.most), y - 3, scale.at(row.most), y + 21, 'target')]),
    text(
      RIGHT + 12,
      y + 14,
      'value',
      ratio.sound ? `${figure(ratio.middle)}${MARKS[verdict]}` : 'too noisy',
    ),
  ]
}

const CLASSES: Readonly<Record<Verdict, string>> = {
  met: 'met',
  missed: 'missed',
  unsure: 'unsure',
  'no target': 'no-target',
}

const MARKS: Readonly<Record<Verdict, string>> = {
  met: ' ✓',
  missed: ' ✗',
  unsure: ' ?',
  'no target': '',
}
