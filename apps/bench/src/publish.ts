import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Chart, chartsOf } from './charts.ts'
import { describe } from './machine.ts'
import { roundsText } from './report.ts'
import { type Measured, type Results, readResults, writeResults } from './results-file.ts'
import { blocksOf, cellsOf } from './rows.ts'

// Seen from dist/esm/main.js, as which this file is run.
const DOCS = fileURLToPath(new URL('../../../../docs/', import.meta.url))
const PICTURES = `${DOCS}benchmarks/`
/** What is between these lines of docs/benchmarks.md is written here; what stands around it, by people. */
const BEGIN = '<!-- measured: written by `npm run bench -- … --publish` -->'
const END = '<!-- end of measured -->'

/** The results that are committed: those that `--guard` compares with. */
export const COMMITTED: string = `${PICTURES}results.json`

/** Puts these suites in the place of the committed ones of the same names, and writes docs/benchmarks.md anew, in that order. */
export function publish(results: Results, order: readonly string[]): void {
  mkdirSync(PICTURES, { recursive: true })
  const unordered: Results = { ...readResults(COMMITTED), ...results }
  const all: Results = Object.fromEntries(
    order.flatMap((name) => (unordered[name] === undefined ? [] : [[name, unordered[name]]])),
  )
  writeResults(COMMITTED, all)
  for (const file of readdirSync(PICTURES)) {
    if (file.endsWith('.svg')) rmSync(PICTURES + file)
  }
  const sections = Object.values(all).map((result) => {
    const charts = chartsOf(result)
    for (const { name, svg } of charts) writeFileSync(`${PICTURES}${name}.svg`, svg)
    return section(result, charts)
  })
  const path = `${DOCS}benchmarks.md`
  const page = readFileSync(path, 'utf8')
  const before = page.slice(0, page.indexOf(BEGIN))
  const after = page.slice(page.indexOf(END))
  writeFileSync(path, `${before}${BEGIN}\n\n${sections.join('\n\n')}\n\n${after}`)
}

function section(result: Measured, charts: readonly Chart[]): string {
  const picture = ({ name, title }: Chart): string => `![${title}](benchmarks/${name}.svg)`
  const whole = charts.filter(({ isHalf }) => !isHalf).map(picture)
  // In one paragraph, so that they stand beside one another.
  const halves = charts.filter(({ isHalf }) => isHalf).map(picture)
  const pictures = halves.length === 0 ? whole : [...whole, halves.join('\n')]
  const tables = blocksOf(result).map(({ group, heading: [first = '', ...others], rows }) =>
    [[group ?? first, ...others], ['', ...others].map(() => '---'), ...rows.map(cellsOf)]
      .map((cells) => `| ${cells.join(' | ')} |`)
      .join('\n'),
  )
  return [
    `## ${result.title}`,
    result.about,
    ...pictures,
    ...tables,
    ...(result.conclusion === undefined ? [] : [result.conclusion]),
    `*${roundsText(result.rounds)}: median (least–greatest); of ratios the middle half of the rounds. ${describe(result.machine)}.*`,
  ].join('\n\n')
}
