import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { diffableJson } from '../json.ts'
import { flag, readOptions, refuse, text } from '../options.ts'
import { shortPath } from '../paths.ts'
import { findRedisServer } from '../redis-server.ts'
import { ACCEPTED } from './accepted.ts'
import { RESULTS_FILE, type SuiteResult } from './result.ts'
import { type Outcome, ReferenceSuite, VERSION } from './suite.ts'

/**
 * `npm run reference-suite`: the integration suite of miniredis (Go), which compares miniredis with a redis-server that it starts
 * itself, with resident-server in that one's place.
 */
const USAGE = `usage: npm run reference-suite -- [options]
plays miniredis's integration suite at resident-server
  --only TEXT     only the cases that have this in their name, such as TestHash
  --server PATH   another executable instead, such as redis-server
  --record        keeps the result for docs/parity.md`

const RESIDENT = fileURLToPath(
  new URL('../../../apps/resident/bin/resident-server.mjs', import.meta.url),
)
/** What fails is played again, by a suite that takes its time: some cases need a machine that is not busy. */
const ATTEMPTS = 4

async function main(): Promise<void> {
  const values = readOptions(USAGE, { only: text, server: text, record: flag })
  if (values.record && (values.only ?? values.server) !== undefined) {
    refuse(USAGE, '--record is for the whole suite at resident-server: not with --only or --server')
  }
  const suite = fetched()
  if (suite === undefined) return console.log('0 passed, 0 failed')
  const names = suite.cases().filter((name) => name.includes(values.only ?? ''))
  if (names.length === 0) refuse(USAGE, `--only: no case has ${values.only} in its name`)
  suite.use(values.server ?? RESIDENT)
  const result = await playAll(suite, names)
  if (values.server === undefined) await addRedis(suite, result)
  if (values.record) {
    writeFileSync(RESULTS_FILE, diffableJson(result))
    console.log(shortPath(RESULTS_FILE))
  }
  console.log(
    `${names.length} cases; ${count(result.accepted)} accepted, ${result.skipped} skipped`,
  )
  console.log(`${result.passed} passed, ${result.failed.length} failed`)
  if (result.failed.length > 0) process.exitCode = 1
}

function fetched(): ReferenceSuite | undefined {
  if (spawnSync('go', ['version']).error !== undefined) {
    console.error('*** NO go FOUND: the reference suite is skipped ***')
    return undefined
  }
  try {
    return new ReferenceSuite()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    console.error(`*** THE REFERENCE SUITE IS NOT TO BE HAD, and is skipped ***\n${reason}`)
    return undefined
  }
}

/** Says how each case went that did not just pass. */
async function playAll(suite: ReferenceSuite, names: readonly string[]): Promise<SuiteResult> {
  const result: SuiteResult = { version: VERSION, passed: 0, skipped: 0, accepted: {}, failed: [] }
  for (const name of names) {
    const reason = ACCEPTED[name]
    const { verdict, output } = await patiently(suite, name, reason === undefined ? ATTEMPTS : 1)
    if (verdict === 'skipped') result.skipped++
    else if (verdict === 'passed' && reason === undefined) result.passed++
    else if (verdict === 'failed' && reason !== undefined) result.accepted[name] = reason
    else {
      result.failed.push(name)
      console.log(
        `${name}: ${reason === undefined ? verdict : 'passes, and should not'}\n${output}`,
      )
    }
  }
  return result
}

async function patiently(suite: ReferenceSuite, name: string, attempts: number): Promise<Outcome> {
  const outcome = await suite.run(name)
  if (outcome.verdict !== 'failed' || attempts === 1) return outcome
  console.log(`${name}: failed; once more, patiently`)
  suite.becomePatient()
  return patiently(suite, name, attempts - 1)
}

/** What is accepted must fail at the real server, too: otherwise it is ours to mend, whatever the list says. */
async function addRedis(suite: ReferenceSuite, result: SuiteResult): Promise<void> {
  const redis = count(result.accepted) > 0 ? findRedisServer() : undefined
  if (redis === undefined) return
  suite.use(redis)
  for (const [name, reason] of Object.entries(result.accepted)) {
    const { verdict } = await suite.run(name)
    console.log(`${name}: accepted, since it ${reason}; at redis-server: ${verdict}`)
    if (verdict !== 'passed') continue
    delete result.accepted[name]
    result.failed.push(name)
  }
}

function count(names: Readonly<Record<string, string>>): number {
  return Object.keys(names).length
}

await main()
