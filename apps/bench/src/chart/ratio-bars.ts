import { figure } from '../report.ts'
import { type Ratio, type Row, ratioOf, type Verdict, verdictOf } from '../result.ts'
import { shortened } from './legend.ts'
import { logarithmic, type Scale } from './scale.ts'
import { bar, HEAD, line, svg, text, WIDTH, whisker, widthOf } from './svg.ts'

const ROW = 26
const TOP = HEAD + 26
const RIGHT = WIDTH - 92
/** Bars end here, so that one that is far off leaves the others to be seen. */
const [NEAREST, FARTHEST] = [0.01, 100]

/** A bar a row, from 1, which is the base's figure, to ours; the middle half of the rounds as a line, the target as a mark. */
export function ratioBars(title: string, rows: readonly Row[]): string | undefined {
  const bars = rows.flatMap((row) => {
    const ratio = ratioOf(row)
    return ratio === undefined ? [] : [{ row, ratio }]
  })
  if (bars.length === 0) return undefined
  const base = [...new Set(bars.map(({ row }) => row.base))].join(' or ')
  const left = widthOf(bars.map(({ row }) => row.name)) + 24
  const scale = scaleOf(bars, left)
  const foot = TOP + bars.length * ROW
  const hasTarget = bars.some(({ row }) => row.most !== undefined)
  return svg({
    width: WIDTH,
    height: foot + 26,
    title,
    subtitle: `ratio to ${base}, less is better; thin lines hold the middle half of the rounds${hasTarget ? ', thick marks are targets' : ''}; logarithmic`,
    content: [
      ...scale.ticks.flatMap((tick) => [
        line(scale.at(tick), TOP - 6, scale.at(tick), foot, 'grid'),
        text(scale.at(tick), foot + 16, 'soft mid', shortened(tick)),
      ]),
      ...bars.flatMap(({ row, ratio }, n) => drawn(row, ratio, scale, TOP + n * ROW, left)),
      line(scale.at(1), TOP - 8, scale.at(1), foot, 'one'),
      text(scale.at(1), TOP - 12, 'soft mid', base),
    ],
  })
}

function scaleOf(
  bars: readonly { readonly row: Row; readonly ratio: Ratio }[],
  left: number,
): Scale {
  const shown = bars.flatMap(({ row, ratio }) => [ratio.low, ratio.high, row.most ?? 1])
  const least = Math.max(Math.min(0.5, ...shown), NEAREST)
  const most = Math.min(Math.max(2, ...shown), FARTHEST)
  const whole = logarithmic(least, most, left, RIGHT)
  const at = (value: number): number => whole.at(Math.min(Math.max(value, NEAREST), FARTHEST))
  return { ...whole, at }
}

function drawn(row: Row, ratio: Ratio, scale: Scale, y: number, left: number): string[] {
  const verdict = verdictOf(row)
  const middle = y + 10
  return [
    text(left - 12, y + 15, 'end', row.name),
    bar(scale.at(1), scale.at(ratio.middle), y + 3, 14, ratio.sound ? CLASSES[verdict] : 'unsure'),
    ...(ratio.low < ratio.high ? [whisker(scale.at(ratio.low), scale.at(ratio.high), middle)] : []),
    ...(row.most === undefined
      ? []
      : [line(scale.at(row.most), y - 1, scale.at(row.most), y + 21, 'target')]),
    text(
      RIGHT + 14,
      y + 15,
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
