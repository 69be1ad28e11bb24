import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { readOptions } from '../options.ts'
import { DOCS, shortPath } from '../paths.ts'
import { findRedisServer } from '../redis-server.ts'
import { type Reached, reachedBy, together } from './coverage.ts'
import { linesReached, renderReach, unreached } from './report.ts'

const USAGE = `usage: npm run reach
runs the transcripts, the generator and the tests with coverage: writes to docs/reach.md which lines, refusals and options of the
sources they reach, prints the lines that nothing reaches, and fails if there are too many`

/** The least of 100 lines that must be reached. */
const LEAST: Readonly<Record<string, number>> = { commands: 95, keyspace: 95 }
/** Whose tests run what is measured. */
const TESTED = ['bytes', 'commands', 'embedded', 'engine', 'keyspace', 'scripting', 'server']
const FILE = join(DOCS, 'reach.md')

async function main(): Promise<void> {
  readOptions(USAGE, {})
  if (findRedisServer() === undefined) return
  const runs = {
    transcripts: await reachedBy('transcripts', ['conformance/src/reach/transcripts.play.ts']),
    generator: await reachedBy('generator', ['conformance/src/reach/generated.play.ts']),
    tests: await reachedBy(
      'tests',
      TESTED.map((name) => `packages/${name}`),
    ),
  }
  writeFileSync(FILE, renderReach(runs))
  const all = together(Object.values(runs).map((run: Reached) => run.coverage))
  for (const line of unreached(all)) console.log(line)
  console.log(shortPath(FILE))
  for (const [name, least] of Object.entries(LEAST)) {
    const lines = linesReached(all, name)
    console.log(`${name}: ${lines} of 100 lines`)
    // Of a package that is no more, istanbul says that they are unknown.
    if (!(lines >= least)) process.exitCode = 1
  }
}

await main()
