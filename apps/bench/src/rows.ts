import { figure, spread } from './report.ts'
import { type Row, ratioOf, type SuiteResult, verdictOf } from './result.ts'

/** Rows of one group, one unit and the same contestants: what fits in one table. */
export interface Block {
  readonly group: string | undefined
  readonly heading: readonly string[]
  readonly rows: readonly Row[]
}

export function blocksOf(result: SuiteResult): readonly Block[] {
  const blocks = new Map<string, Row[]>()
  for (const row of result.rows) {
    const key = [row.group, row.unit, ...Object.keys(row.samples)].join('\n')
    blocks.set(key, [...(blocks.get(key) ?? []), row])
  }
  return [...blocks.values()].map((rows) => ({
    group: rows[0]!.group,
    heading: [
      '',
      ...Object.keys(rows[0]!.samples).map((name) => `${name}, ${rows[0]!.unit}`),
      'ratio',
      'target',
    ],
    rows,
  }))
}

/** A row's cells, as the heading of its block has them. */
export function cellsOf(row: Row): string[] {
  return [row.name, ...Object.values(row.samples).map(spread), ratioText(row), targetText(row)]
}

/** `1.23 × redis-server`, or what may be said instead where the rounds lie too far apart. */
export function ratioText(row: Row): string {
  const ratio = ratioOf(row)
  if (ratio === undefined) return ''
  const range = `${figure(ratio.low)}–${figure(ratio.high)}`
  if (!ratio.sound) return `too noisy (${range})`
  if (row.samples[row.ours]!.length === 1) return `${figure(ratio.middle)} × ${row.base}`
  return `${figure(ratio.middle)} (${range}) × ${row.base}`
}

export function targetText(row: Row): string {
  return row.most === undefined ? '' : `≤ ${row.most} ${verdictOf(row)}`
}
