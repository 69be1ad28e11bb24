import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chartsOf } from './charts.ts'
import { describe } from './machine.ts'
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
    for (const [name, chart] of Object.entries(charts))
      writeFileSync(`${PICTURES}${name}.svg`, chart)
    return section(result, Object.keys(charts))
  })
  const path = `${DOCS}benchmarks.md`
  const page = readFileSync(path, 'utf8')
  const before = page.slice(0, page.indexOf(BEGIN))
  const after = page.slice(page.indexOf(END))
  writeFileSync(path, `${before}${BEGIN}\n\n${sections.join('\n\n')}\n\n${after}`)
}

function section(result: Measured, charts: readonly string[]): string {
  const pictures = charts.map((name) => `![${result.title}: ${name}](benchmarks/${name}.svg)`)
  const tables = blocksOf(result).map(({ heading, rows }) =>
    [heading, heading.map(() => '---'), ...rows.map(cellsOf)]
      .map((cells) => `| ${cells.join(' | ')} |`)
      .join('\n'),
  )
  return [
    `## ${result.title}`,
    result.about,
    ...pictures,
    ...tables,
    `*${result.rounds} rounds: median (least–greatest); of ratios the middle half of the rounds. ${describe(result.machine)}.*`,
  ].join('\n\n')
}
