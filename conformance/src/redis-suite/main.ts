import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { diffableJson } from '../json.ts'
import { count, flag, readOptions, refuse, text } from '../options.ts'
import { ROOT, shortPath } from '../paths.ts'
import { reasonOf } from './accepted.ts'
import type { Failure } from './outcome.ts'
import { RESULTS_FILE, type SuiteResult } from './result.ts'
import { fetchSource, onPath, RedisSuite, type Unit, VERSION } from './suite.ts'
import { UNITS } from './units.ts'

/** `npm run redis-suite`: the tests that Redis itself is tested with, with resident-server in redis-server's place. */
const USAGE = `usage: npm run redis-suite -- [options]
plays the test suite of Redis ${VERSION} at resident-server; needs tclsh and redis-cli
  --only TEXT     only the units that have this in their name, such as unit/type
  --server PATH   another executable instead, such as /usr/bin/redis-server
  --lanes N       how many units are played side by side (2)
  --record        keeps the result for docs/parity.md`

const RESIDENT = join(ROOT, 'apps/resident/bin/resident-server.mjs')

async function main(): Promise<void> {
  const options = { only: text, server: text, lanes: count(2), record: flag }
  const { only, server, lanes, record } = readOptions(USAGE, options)
  if (record && (only ?? server) !== undefined) {
    refuse(USAGE, '--record is for the whole suite at resident-server: not with --only or --server')
  }
  const units = UNITS.filter(({ name }) => name.includes(only ?? ''))
  if (units.length === 0) refuse(USAGE, `--only: no unit has ${only} in its name`)
  const source = await available()
  if (source === undefined) return console.log('0 passed, 0 failed')
  const executable = server === undefined ? RESIDENT : resolve(server)
  const result = await playAll(source, executable, units, lanes)
  if (record) {
    writeFileSync(RESULTS_FILE, diffableJson(result))
    console.log(shortPath(RESULTS_FILE))
  }
  for (const [reason, cases] of Object.entries(result.accepted)) {
    console.log(`${cases.length} accepted: ${reason}`)
  }
  console.log(`${total(result)} passed, ${result.failed.length} failed`)
  if (result.failed.length > 0) process.exitCode = 1
}

async function available(): Promise<string | undefined> {
  if (spawnSync('tclsh', [], { input: '' }).error !== undefined) {
    console.error("*** NO tclsh FOUND: Redis's own tests are skipped ***")
    return undefined
  }
  if (onPath('redis-cli') === undefined) {
    console.error("*** NO redis-cli FOUND: Redis's own tests are skipped ***")
    return undefined
  }
  try {
    return await fetchSource()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    console.error(`*** REDIS'S OWN TESTS ARE NOT TO BE HAD, and are skipped ***\n${reason}`)
    return undefined
  }
}

async function playAll(
  source: string,
  executable: string,
  units: readonly Unit[],
  lanes: number,
): Promise<SuiteResult> {
  const result: SuiteResult = { version: VERSION, passed: {}, accepted: {}, failed: [] }
  const waiting = [...units]
  const playLane = async (lane: number): Promise<void> => {
    const suite = new RedisSuite(source, executable, lane)
    for (let unit = waiting.shift(); unit !== undefined; unit = waiting.shift()) {
      await play(suite, unit, result)
    }
  }
  await Promise.all(Array.from({ length: Math.min(lanes, units.length) }, (_, i) => playLane(i)))
  return result
}

/** A unit with a failure that nothing excuses is played once more: some cases need a machine that is not busy. */
async function play(suite: RedisSuite, unit: Unit, result: SuiteResult): Promise<void> {
  const { name } = unit
  const isDefect = (failure: Failure): boolean => reasonOf(name, failure) === undefined
  let outcome = await suite.run(unit)
  if (outcome.failures.some(isDefect)) outcome = await suite.run(unit)
  const defects = outcome.failures.filter(isDefect)
  result.passed[name] = (result.passed[name] ?? 0) + outcome.passed
  for (const failure of outcome.failures) {
    const reason = reasonOf(name, failure)
    if (reason === undefined) result.failed.push(`${name}: ${failure.name}`)
    else {
      result.accepted[reason] ??= []
      result.accepted[reason].push(`${name}: ${failure.name}`)
    }
  }
  const accepted = outcome.failures.length - defects.length
  console.log(`${name}: ${outcome.passed} passed, ${accepted} accepted, ${defects.length} failed`)
  for (const defect of defects) tell(defect)
}

/** Some cases print all of INFO. */
function tell({ name, output }: Failure): void {
  console.log(`  ${name}`)
  for (const line of output.slice(0, 12)) console.log(`    ${line.slice(0, 200)}`)
}

function total({ passed }: SuiteResult): number {
  return Object.values(passed).reduce((sum, each) => sum + each, 0)
}

await main()
