import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { findRedisServer } from '../redis-server.ts'
import { ACCEPTED } from './accepted.ts'
import { type Outcome, ReferenceSuite } from './suite.ts'

/**
 * `npm run reference-suite`: the integration suite of miniredis (Go), which compares miniredis with a redis-server that it starts
 * itself, with resident-server in that one's place.
 */

const USAGE = `usage: npm run reference-suite -- [--only TestName] [--server PATH]
plays miniredis's integration suite at resident-server; --server: at another executable, such as redis-server`

const RESIDENT = fileURLToPath(
  new URL('../../../apps/resident/bin/resident-server.mjs', import.meta.url),
)
/** How often a case may find no server within the second that the suite waits, before it counts as failed. */
const ATTEMPTS = 5

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, server: { type: 'string' }, help: { type: 'boolean' } },
  })
  if (values.help) return console.log(USAGE)
  if (spawnSync('go', ['version']).error !== undefined) {
    return console.error('*** NO go FOUND: the reference suite is skipped ***')
  }
  const suite = fetched()
  if (suite === undefined) return
  suite.use(values.server ?? RESIDENT)
  const names = suite.cases().filter((name) => name.includes(values.only ?? ''))
  const faults = await playAll(suite, names, values.server === undefined)
  if (faults > 0) process.exitCode = 1
}

function fetched(): ReferenceSuite | undefined {
  try {
    return new ReferenceSuite()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    console.error(`*** THE REFERENCE SUITE IS NOT TO BE HAD, and is skipped ***\n${reason}`)
    return undefined
  }
}

/** Says how each case went that did not just pass; gives the number of those that should have gone otherwise. */
async function playAll(
  suite: ReferenceSuite,
  names: readonly string[],
  isOurs: boolean,
): Promise<number> {
  const tally = { passed: 0, failed: 0, skipped: 0, unreached: 0 }
  const failed: string[] = []
  let faults = 0
  for (const name of names) {
    const { verdict, output } = await patiently(suite, name)
    tally[verdict]++
    const reason = ACCEPTED[name]
    if (verdict === 'failed') failed.push(name)
    if ((verdict === 'passed' || verdict === 'skipped') && reason === undefined) continue
    if (verdict === 'failed' && reason !== undefined) {
      console.log(`${name}: accepted, since it ${reason}`)
      continue
    }
    faults++
    console.log(`${name}: ${verdict === 'passed' ? 'passes, and should not' : verdict}\n${output}`)
  }
  console.log(`${names.length} cases: ${describe(tally)}; ${faults} not as they should be`)
  return isOurs ? faults + (await passingAtRedis(suite, failed)) : faults
}

/** A busy machine may take longer than a second to start any process of Node's. */
async function patiently(suite: ReferenceSuite, name: string): Promise<Outcome> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await suite.run(name)
    if (outcome.verdict !== 'unreached' || attempt === ATTEMPTS) return outcome
    console.log(`${name}: the server was not there within a second; once more`)
  }
}

/** Those that fail at ours and not at the real server are ours to mend, whatever the list says. */
async function passingAtRedis(suite: ReferenceSuite, failed: readonly string[]): Promise<number> {
  const redis = failed.length > 0 ? findRedisServer() : undefined
  if (redis === undefined) return 0
  suite.use(redis)
  let passing = 0
  for (const name of failed) {
    const { verdict } = await suite.run(name)
    console.log(`${name} at redis-server: ${verdict}`)
    if (verdict === 'passed') passing++
  }
  return passing
}

function describe(tally: Readonly<Record<Outcome['verdict'], number>>): string {
  const parts = Object.entries(tally).filter(([, count]) => count > 0)
  return parts.map(([verdict, count]) => `${count} ${verdict}`).join(', ')
}

await main()
