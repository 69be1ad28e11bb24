import { figureDots } from './chart/figure-dots.ts'
import { growthLines } from './chart/growth-lines.ts'
import { ratioBars } from './chart/ratio-bars.ts'
import type { SuiteResult } from './result.ts'
import { type Block, blocksOf } from './rows.ts'

export interface Chart {
  /** Of its file, and nowhere else the same. */
  readonly name: string
  /** What it shows, in words. */
  readonly title: string
  readonly svg: string
  /** Two of them have room beside each other. */
  readonly isHalf: boolean
}

/** A suite's pictures: ratios as bars, figures as dots, growth as lines. */
export function chartsOf(result: SuiteResult): readonly Chart[] {
  const blocks = blocksOf(result)
  // Where growth is drawn as lines, it says all that its rows would.
  const drawn = result.growths.length > 0 ? blocks.filter((block) => !isOfSizes(block)) : blocks
  return [...ratiosOf(result, drawn), ...figuresOf(result, drawn), ...growthsOf(result)]
}

/** One a group. */
function ratiosOf(result: SuiteResult, blocks: readonly Block[]): Chart[] {
  const groups = [...new Set(blocks.map(({ group }) => group))]
  return groups.flatMap((group, n) => {
    const title = `${group ?? result.title}: ratios`
    const rows = blocks.filter((block) => block.group === group).flatMap((block) => block.rows)
    const svg = ratioBars(title, rows)
    return svg === undefined
      ? []
      : [{ name: `${result.suite}-ratios-${n + 1}`, title, svg, isHalf: false }]
  })
}

/** One a block, unless it has a single figure. */
function figuresOf(result: SuiteResult, blocks: readonly Block[]): Chart[] {
  return blocks.flatMap(({ group, rows }, n) => {
    if (rows.length === 1 && Object.keys(rows[0]!.samples).length === 1) return []
    const title = `${group ?? result.title}: figures`
    return [
      {
        name: `${result.suite}-figures-${n + 1}`,
        title,
        svg: figureDots(title, rows),
        isHalf: false,
      },
    ]
  })
}

function growthsOf({ suite, growths }: SuiteResult): Chart[] {
  return growths.map((growth, n) => ({
    name: `${suite}-growth-${n + 1}`,
    title: growth.name,
    svg: growthLines(growth),
    isHalf: true,
  }))
}

/** Its contestants are sizes of the same thing. */
function isOfSizes({ rows }: Block): boolean {
  return Object.keys(rows[0]!.samples).every((name) => name.startsWith('of '))
}
