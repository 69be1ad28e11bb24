import { REFERENCE_VERSION } from '../redis-server.ts'
import type { CommandParity, Measured, Parity } from './measure.ts'
import { renderOtherReleases } from './other-releases.ts'
import type { Proof, ProvenRuns } from './proof.ts'
import { readWitnesses, renderWitnesses } from './witnesses.ts'

/** docs/parity.json: what is certain, by command, and what the last long runs came to. */
export interface ParityReport {
  readonly oracle: string
  readonly summary: string
  readonly requests: number
  readonly transcripts: number
  readonly proof: Proof | null
  readonly commands: Parity
}

export function reportOf({ parity, recorded }: Measured, proof: Proof | null): ParityReport {
  return {
    oracle: REFERENCE_VERSION,
    summary: summaryOf(parity, proof),
    requests: recorded.requests,
    transcripts: recorded.transcripts,
    proof,
    commands: parity,
  }
}

/** One line, for the README. */
function summaryOf(parity: Parity, proof: Proof | null): string {
  const all = Object.values(parity)
  const equal = all.filter(({ info }) => info === 'equal').length
  const options = sum(all.map((each) => each.options))
  const unused = sum(all.map((each) => each.unused.length))
  const there =
    `${equal} of the ${all.length} commands and subcommands of Redis ${REFERENCE_VERSION}, ` +
    `${options - unused} of their ${options} options in transcripts`
  if (proof === null) return there
  const mismatches = sum(proof.runs.map((each) => each.mismatches))
  return (
    `${there}; ${number(proof.compared)} replies to generated commands compared with ` +
    `redis-server ${proof.oracle} on ${proof.date}, ${mismatches} mismatches`
  )
}

/** docs/parity.md. */
export function renderReport(report: ParityReport, { recorded }: Measured): string {
  return [
    `# Parity with Redis ${REFERENCE_VERSION}`,
    '',
    'Written by `npm run parity`; not to be edited.',
    '',
    `${report.summary}.`,
    '',
    ...howToRead(report),
    ...commandsTable(report, recorded.byCommand),
    ...lackingList(report.commands),
    ...differencesList(report.commands),
    ...renderWitnesses(readWitnesses()),
    ...renderOtherReleases(),
    ...runsTable(report.proof),
  ].join('\n')
}

function howToRead({ requests, transcripts }: ParityReport): string[] {
  return [
    'The commands are those of the real server’s own COMMAND, the options those of its COMMAND DOCS.',
    '',
    '- **info**: whether the whole reply to COMMAND INFO is the same.',
    '- **cases**: how many of the cases that its grammar requires the command’s transcript has: plain use,',
    '  each option, missing key, wrong type, wrong arity, a bad argument with a missing key, each number bad, an unknown',
    '  option, a syntax error, the empty string, a byte above 127; for a container, an unknown subcommand and none.',
    '- **options**: how many of them some transcript uses.',
    '- **requests**: with this command, in all transcripts. `npm test` plays each at both servers, in RESP2 and RESP3:',
    `  ${number(requests)} requests in ${transcripts} transcripts, none of which may differ.`,
    '- **drawn**, **mismatches**: how often it was generated in the long runs below, and how many of these were answered',
    '  differently; **by a rule**: replies that agree only by a rule of `conformance/src/normalise/rules.ts`, for example because a',
    '  hash table has no fixed order. Commands without a number are not drawn; `conformance/src/generate/not-drawn.ts` has the reasons.',
    '- **differences**: rows of [differences.md](differences.md) that name the command.',
    '',
  ]
}

const HEADER =
  '| command | info | cases | options | requests | drawn | mismatches | by a rule | differences |'

function commandsTable(report: ParityReport, requests: ReadonlyMap<string, number>): string[] {
  const rows = Object.entries(report.commands).map(([name, each]) => {
    const proven = report.proof?.commands[name]
    const cells = [
      name.toUpperCase().replace('|', ' '),
      each.info,
      shareOf(each.cases, each.lacking.length),
      shareOf(each.options, each.unused.length),
      number(requests.get(name) ?? 0),
      proven === undefined ? '' : number(proven.draws),
      proven === undefined ? '' : number(proven.mismatches),
      proven === undefined || proven.normalised === 0 ? '' : number(proven.normalised),
      each.differences.length === 0 ? '' : String(each.differences.length),
    ]
    return `| ${cells.join(' | ')} |`
  })
  return ['## Commands', '', HEADER, '|---|---|--:|--:|--:|--:|--:|--:|--:|', ...rows, '']
}

function shareOf(all: number, missing: number): string {
  return all === 0 ? '' : `${all - missing}/${all}`
}

function lackingList(parity: Parity): string[] {
  const lines = linesOf(parity, ({ lacking }) => lacking)
  if (lines.length === 0) return []
  return ['## Cases that transcripts lack', '', ...lines, '']
}

function differencesList(parity: Parity): string[] {
  return [
    '## Accepted differences, by command',
    '',
    'Each is a row of [differences.md](differences.md), under the heading that is its reason.',
    '',
    ...linesOf(parity, ({ differences }) => differences),
    '',
  ]
}

function linesOf(parity: Parity, textsOf: (each: CommandParity) => readonly string[]): string[] {
  return Object.entries(parity).flatMap(([name, each]) => {
    const texts = textsOf(each)
    const title = name.toUpperCase().replace('|', ' ')
    return texts.length === 0 ? [] : [`- ${title}: ${texts.join('; ')}`]
  })
}

function runsTable(proof: Proof | null): string[] {
  if (proof === null) return []
  const rows = proof.runs.map((runs) => `| ${cellsOf(runs).join(' | ')} |`)
  return [
    '## The long runs',
    '',
    `Compared with redis-server ${proof.oracle}, ${proof.date}. The seed repeats a run, with the generator as it was then.`,
    '',
    '| what | engine | drawn | mismatches | seeds |',
    '|---|---|--:|--:|---|',
    ...rows,
    '',
  ]
}

function cellsOf({ what, engine, drawn, mismatches, seeds }: ProvenRuns): string[] {
  return [what, engine, number(drawn), number(mismatches), seeds.join(' ')]
}

function number(value: number): string {
  return value.toLocaleString('en-US')
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
