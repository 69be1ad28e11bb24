import { figure } from '../report.ts'
import type { Growth } from '../result.ts'
import { legend, shortened } from './legend.ts'
import { logarithmic } from './scale.ts'
import { dot, HEAD, line, svg, text } from './svg.ts'

/** Two of them stand side by side. */
const WIDTH = 374
const LEGEND = HEAD + 14
const HEIGHT = 160
const LEFT = 56
const RIGHT = WIDTH - 58
/** Figures at the end of two lines stand so far apart, so that both can be read. */
const LINE_HEIGHT = 14

/** Lines over a size, both axes logarithmic: what is level costs the same at every size. */
export function growthLines({ name, unit, sizes, lines }: Growth): string {
  const all = Object.values(lines).flat()
  const names = Object.keys(lines)
  const key = legend(new Map(names.map((each, n) => [each, n])), LEGEND, WIDTH)
  const top = LEGEND + key.depth + 16
  const bottom = top + HEIGHT
  const x = logarithmic(sizes[0]!, sizes.at(-1)!, LEFT, RIGHT)
  const y = logarithmic(Math.min(...all), Math.max(...all), bottom, top)
  const heights = apart(names.map((each) => y.at(lines[each]!.at(-1)!)))
  return svg({
    width: WIDTH,
    height: bottom + 44,
    title: name,
    subtitle: `${unit}, less is better`,
    content: [
      ...key.content,
      ...x.ticks.flatMap((tick) => [
        line(x.at(tick), top, x.at(tick), bottom, 'grid'),
        text(x.at(tick), bottom + 16, 'soft mid', shortened(tick)),
      ]),
      ...y.ticks.flatMap((tick) => [
        line(LEFT, y.at(tick), RIGHT, y.at(tick), 'grid'),
        text(LEFT - 8, y.at(tick) + 4, 'soft end', shortened(tick)),
      ]),
      ...names.flatMap((each, n) => {
        const points = lines[each]!.map((value, at) => [x.at(sizes[at]!), y.at(value)] as const)
        return [
          `<polyline points="${points.map(([px, py]) => `${px.toFixed(1)},${py.toFixed(1)}`).join(' ')}" class="s${n % 4}"/>`,
          ...points.map(([px, py]) => dot(px, py, `f${n % 4}`)),
          text(RIGHT + 10, heights[n]! + 4, 'value soft', figure(lines[each]!.at(-1)!)),
        ]
      }),
      text((LEFT + RIGHT) / 2, bottom + 34, 'soft mid', 'elements; both axes logarithmic'),
    ],
  })
}

/** The same heights, moved so that no two are closer than a line of text. */
function apart(heights: readonly number[]): number[] {
  const moved = [...heights]
  const order = heights.map((_, n) => n).sort((a, b) => heights[a]! - heights[b]!)
  order.slice(1).forEach((n, before) => {
    moved[n] = Math.max(moved[n]!, moved[order[before]!]! + LINE_HEIGHT)
  })
  return moved
}
