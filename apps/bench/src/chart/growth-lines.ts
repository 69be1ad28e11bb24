import { figure } from '../report.ts'
import type { Growth } from '../result.ts'
import { legend, shortened } from './figure-dots.ts'
import { logarithmic } from './scale.ts'
import { dot, line, svg, text, WIDTH } from './svg.ts'

const TOP = 34
const BOTTOM = 224
const LEFT = 70
const RIGHT = WIDTH - 90

/** Lines over a size, both axes logarithmic: what is level costs the same at every size. */
export function growthLines({ name, unit, sizes, lines }: Growth): string {
  const all = Object.values(lines).flat()
  const x = logarithmic(sizes[0]!, sizes.at(-1)!, LEFT, RIGHT)
  const y = logarithmic(Math.min(...all), Math.max(...all), BOTTOM, TOP)
  const names = Object.keys(lines)
  return svg(BOTTOM + 44, `${name}: how it grows with the size`, [
    ...legend(new Map(names.map((each, n) => [each, n]))),
    ...x.ticks.flatMap((tick) => [
      line(x.at(tick), TOP, x.at(tick), BOTTOM, 'grid'),
      text(x.at(tick), BOTTOM + 18, 'soft mid', shortened(tick)),
    ]),
    ...y.ticks.flatMap((tick) => [
      line(LEFT, y.at(tick), RIGHT, y.at(tick), 'grid'),
      text(LEFT - 8, y.at(tick) + 4, 'soft end', `${shortened(tick)} ${unit}`),
    ]),
    ...names.flatMap((each, n) => {
      const points = lines[each]!.map((value, at) => [x.at(sizes[at]!), y.at(value)] as const)
      const last = points.at(-1)!
      return [
        `<polyline points="${points.map(([px, py]) => `${px.toFixed(1)},${py.toFixed(1)}`).join(' ')}" class="s${n % 4}"/>`,
        ...points.map(([px, py]) => dot(px, py, `f${n % 4}`)),
        text(last[0] + 10, last[1] + 4, 'value soft', figure(lines[each]!.at(-1)!)),
      ]
    }),
    text(LEFT, BOTTOM + 38, 'soft', name),
  ])
}
