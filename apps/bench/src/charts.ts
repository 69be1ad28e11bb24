import { figureDots } from './chart/figure-dots.ts'
import { growthLines } from './chart/growth-lines.ts'
import { ratioBars } from './chart/ratio-bars.ts'
import type { SuiteResult } from './result.ts'
import { blocksOf } from './rows.ts'

/** A suite's pictures by name: ratios as bars, figures as dots, growth as lines. */
export function chartsOf(result: SuiteResult): Readonly<Record<string, string>> {
  const charts: Record<string, string> = {}
  const ratios = ratioBars(result.title, result.rows)
  if (ratios !== undefined) charts[`${result.suite}-ratios`] = ratios
  // One figure alone is no picture.
  const blocks = blocksOf(result).filter(
    ({ rows }) => rows.length > 1 || Object.keys(rows[0]!.samples).length > 1,
  )
  blocks.forEach(({ rows }, n) => {
    charts[`${result.suite}-figures${blocks.length > 1 ? `-${n + 1}` : ''}`] = figureDots(
      result.title,
      rows,
    )
  })
  result.growths.forEach((growth, n) => {
    charts[`${result.suite}-growth-${n + 1}`] = growthLines(growth)
  })
  return charts
}
