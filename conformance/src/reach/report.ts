import type { CoverageMap, CoverageSummary } from 'istanbul-lib-coverage'
import coverage from 'istanbul-lib-coverage'
import { loadGrammars } from '../generate/grammar.ts'
import { shortPath } from '../paths.ts'
import type { Reached } from './coverage.ts'
import { together } from './coverage.ts'
import { allRefusals } from './refusals.ts'

/** What was reached by whom, one after the other. */
export interface Runs {
  readonly transcripts: Reached
  readonly generator: Reached
  readonly tests: Reached
}

/** docs/reach.md. */
export function renderReach(runs: Runs): string {
  const all = together(Object.values(runs).map((run: Reached) => run.coverage))
  return [
    '# What the proof reaches',
    '',
    'Written by `npm run reach`; not to be edited.',
    '',
    'Which lines and branches of the sources run when all transcripts are played at Resident (each section once with each engine',
    'preset, in RESP2 and RESP3), when 15,000 generated commands are compared with the real server for each preset, and when',
    'the packages’ own tests run. That a line runs does not mean that a fault in it would be noticed: `npm run mutation` checks',
    'that ([mutation.md](mutation.md)).',
    '',
    ...packagesTable(runs, all),
    ...filesTable(all),
    ...refusalsList(runs),
    ...unusedLists(runs),
  ].join('\n')
}

/** How much of a package's lines were reached, of 100. */
export function linesReached(all: CoverageMap, name: string): number {
  return summaryOf(all, name).lines.pct
}

/** Lines that nothing reached, by file. */
export function unreached(all: CoverageMap): string[] {
  return all.files().flatMap((path) => {
    const lines = all.fileCoverageFor(path).getUncoveredLines()
    return lines.length === 0 ? [] : [`${shortPath(path)}: ${lines.join(' ')}`]
  })
}

function summaryOf(map: CoverageMap, name: string): CoverageSummary {
  const summary = coverage.createCoverageSummary()
  for (const path of filesOf(map, name)) summary.merge(map.fileCoverageFor(path).toSummary())
  return summary
}

function filesOf(map: CoverageMap, name: string): string[] {
  return map.files().filter((path) => shortPath(path).startsWith(`packages/${name}/`))
}

function packagesTable({ transcripts, generator, tests }: Runs, all: CoverageMap): string[] {
  const names = new Set(all.files().map((path) => shortPath(path).split('/')[1] as string))
  const columns = [transcripts.coverage, generator.coverage, tests.coverage, all]
  const rows = [...names].sort().map((name) => {
    const cells = columns.map((map) => {
      const { lines, branches } = summaryOf(map, name)
      return `${percent(lines.pct)} | ${percent(branches.pct)}`
    })
    return `| ${name} | ${cells.join(' | ')} |`
  })
  return [
    '## By package',
    '',
    'Percentages of lines, and of branches.',
    '',
    '| package | transcripts: lines | branches | generator: lines | branches | tests: lines | branches | all: lines | branches |',
    '|---|--:|--:|--:|--:|--:|--:|--:|--:|',
    ...rows,
    '',
  ]
}

function filesTable(all: CoverageMap): string[] {
  const files = all.files().map((path) => ({ path, ...all.fileCoverageFor(path).toSummary().data }))
  const partly = files.filter(({ lines }) => lines.covered < lines.total)
  const rows = partly.map(
    ({ path, lines, branches }) =>
      `| \`${shortPath(path).replace('packages/', '')}\` | ${lines.covered}/${lines.total} | ${branches.covered}/${branches.total} |`,
  )
  return [
    '## Files with lines that nothing reaches',
    '',
    `All lines of the other ${files.length - partly.length} files are reached. \`npm run reach\` prints which lines of these are not.`,
    '',
    '| file | lines | branches |',
    '|---|--:|--:|',
    ...rows,
    '',
  ]
}

function refusalsList({ transcripts, generator }: Runs): string[] {
  const seen = [...(transcripts.seen?.errors ?? []), ...(generator.seen?.errors ?? [])]
  const refusals = allRefusals()
  const never = refusals.filter(({ pattern }) => !seen.some((text) => pattern.test(text)))
  return [
    '## Error texts that no transcript and no generated command gets',
    '',
    `Of ${refusals.length} in the sources:`,
    '',
    ...never.map(({ text, file }) => `- \`${text}\` (\`${file.replace('packages/', '')}\`)`),
    ...(never.length === 0 ? ['- none'] : []),
    '',
  ]
}

function unusedLists({ transcripts, generator }: Runs): string[] {
  const runs = [transcripts.seen, generator.seen].filter((seen) => seen !== undefined)
  const grammars = [...loadGrammars().values()]
  const never = grammars.filter(({ name }) => !runs.some(({ commands }) => commands[name]))
  const options = grammars.flatMap(({ name, tokens }) => tokens.map((token) => `${name} ${token}`))
  const ungiven = options.filter((option) => !runs.some((seen) => seen.options.includes(option)))
  return [
    '## Rows and options',
    '',
    `Commands and subcommands that neither sends, of ${grammars.length}: ${listed(never.map(({ name }) => name))}.`,
    '',
    `Options that neither uses, of ${options.length}: ${listed(ungiven)}.`,
    '',
  ]
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.map((name) => `\`${name}\``).join(', ')
}

function percent(share: number): string {
  return share.toFixed(1)
}
