import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { diffableJson } from '../json.ts'
import { flag, readOptionsAndWords } from '../options.ts'
import { DOCS, shortPath } from '../paths.ts'
import { findRedisServer, REFERENCE_VERSION, versionOf } from '../redis-server.ts'
import { changesSince } from './changes.ts'
import { type Measured, measure, type Parity } from './measure.ts'
import { PROOF_FILE, proofOf, readProof, together } from './proof.ts'
import { type ParityReport, renderReport, reportOf } from './report.ts'

/** `npm run parity`: what Resident and the real server have in common, command by command. */
const USAGE = `usage: npm run parity -- [options] [FILE…]
writes docs/parity.md and docs/parity.json, and the summary into README.md
  FILE…     runs to report from now on: files that conformance, interleave and frames wrote with --json
  --add     adds these runs to those that are reported already
  --check   writes nothing; fails if the files differ from what is measured
  --cases   writes nothing; fails if a transcript lacks a case that its command's grammar requires`

const JSON_FILE = join(DOCS, 'parity.json')
const REPORT_FILE = join(DOCS, 'parity.md')
const README = join(DOCS, '..', 'README.md')
const MARK = /(?<=<!-- parity -->\n).*(?=\n<!-- \/parity -->)/s

/** One line for each command whose transcript lacks something. */
function checkCases(parity: Parity): string[] {
  return Object.entries(parity)
    .filter(([, { lacking }]) => lacking.length > 0)
    .map(([name, { lacking }]) => `${name}: no ${lacking.join(', no ')}`)
}

function checkReport(parity: Parity): string[] {
  const { commands } = JSON.parse(readFileSync(JSON_FILE, 'utf8')) as ParityReport
  return changesSince(commands, parity)
}

function keepProof(files: readonly string[], adding: boolean): void {
  const binary = findRedisServer()
  const oracle = binary === undefined ? REFERENCE_VERSION : versionOf(binary)
  const date = new Date().toISOString().slice(0, 10)
  const earlier = adding ? readProof() : null
  const proof = proofOf(files, oracle, date)
  writeFileSync(PROOF_FILE, diffableJson(earlier === null ? proof : together(earlier, proof)))
  console.log(shortPath(PROOF_FILE))
}

function write(measured: Measured): void {
  const report = reportOf(measured, readProof())
  writeFileSync(JSON_FILE, diffableJson(report))
  writeFileSync(REPORT_FILE, renderReport(report, measured))
  const readme = readFileSync(README, 'utf8')
  writeFileSync(
    README,
    readme.replace(MARK, () => `${report.summary} ([by command](docs/parity.md)).`),
  )
  for (const file of [JSON_FILE, REPORT_FILE, README]) console.log(shortPath(file))
  console.log(report.summary)
}

/** What is wrong, one line each; and what to do about it. */
function complain(lines: readonly string[], remedy: string): void {
  for (const line of lines) console.error(line)
  console.log(`parity: ${lines.length === 0 ? 'as it should be' : remedy}`)
  if (lines.length > 0) process.exitCode = 1
}

async function main(): Promise<void> {
  const { values, words: accounts } = readOptionsAndWords(USAGE, {
    add: flag,
    check: flag,
    cases: flag,
  })
  if (findRedisServer() === undefined) console.error('the report stands on what was recorded of it')
  const measured = await measure()
  if (values.cases) complain(checkCases(measured.parity), 'transcripts lack cases')
  if (values.check) complain(checkReport(measured.parity), 'look at it, then `npm run parity`')
  if (values.cases || values.check) return
  if (accounts.length > 0) keepProof(accounts, values.add)
  write(measured)
}

await main()
