import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { lossesOf, told, twice } from './guard.ts'
import { thisMachine } from './machine.ts'
import { type Options, parseOptions, type Request, USAGE } from './options.ts'
import { page } from './page.ts'
import { endProgress } from './progress.ts'
import { COMMITTED, publish } from './publish.ts'
import { table } from './report.ts'
import type { SuiteResult } from './result.ts'
import { type Measured, readResults, writeResults } from './results-file.ts'
import { blocksOf, cellsOf } from './rows.ts'
import { runCache } from './workloads/cache.ts'
import { runEngines } from './workloads/engines.ts'
import { runInProcess } from './workloads/in-process.ts'
import { runLatency } from './workloads/latency.ts'
import { runLua } from './workloads/lua.ts'
import { runMemory } from './workloads/memory.ts'
import { runQueue } from './workloads/queue.ts'
import { runScale } from './workloads/scale.ts'
import { runSnapshots } from './workloads/snapshots.ts'
import { runSocket } from './workloads/socket.ts'
import { runSortedSets } from './workloads/sorted-sets.ts'
import { runStart } from './workloads/start.ts'

const SUITES: Readonly<Record<string, (options: Options) => Promise<SuiteResult>>> = {
  socket: runSocket,
  'in-process': runInProcess,
  start: runStart,
  lua: runLua,
  queue: runQueue,
  'sorted-sets': runSortedSets,
  memory: runMemory,
  latency: runLatency,
  scale: runScale,
  cache: runCache,
  snapshots: runSnapshots,
  engines: runEngines,
}

// Seen from dist/esm/main.js, as which this file is run.
const RESULTS = fileURLToPath(new URL('../../results/', import.meta.url))

const request = parseOptions(process.argv.slice(2)) ?? refuse()
const names = request.suites.length > 0 ? request.suites : Object.keys(SUITES)
if (names.some((name) => SUITES[name] === undefined)) refuse()
if (request.render) publish({}, Object.keys(SUITES))
else if (request.guard) await guard(names, request.options)
else await measure(names, request)

async function measure(
  names: readonly string[],
  { options, publish: publishes }: Request,
): Promise<void> {
  const results: Record<string, Measured> = {}
  for (const name of names) {
    results[name] = await run(name, options)
    // After each, so that what is measured stays if a later suite fails.
    mkdirSync(RESULTS, { recursive: true })
    writeResults(`${RESULTS}results.json`, results)
    writeFileSync(`${RESULTS}index.html`, page(results))
    if (publishes) publish({ [name]: results[name] }, Object.keys(SUITES))
  }
  process.stdout.write(`\nWritten: ${RESULTS}results.json, ${RESULTS}index.html\n`)
}

async function guard(names: readonly string[], options: Options): Promise<void> {
  const committed = readResults(COMMITTED)
  let lost = 0
  for (const name of names.filter((each) => committed[each] !== undefined)) {
    const first = lossesOf(await run(name, options), committed)
    if (first.length === 0) continue
    process.stdout.write(`\nOnce more, since these were slower: ${first.map(told).join('; ')}\n`)
    const both = twice(first, lossesOf(await run(name, options), committed))
    for (const loss of both) process.stdout.write(`LOST twice: ${told(loss)}\n`)
    lost += both.length
  }
  process.stdout.write(lost === 0 ? '\nNothing lost.\n' : `\n${lost} lost.\n`)
  process.exitCode = lost === 0 ? 0 : 1
}

async function run(name: string, options: Options): Promise<Measured> {
  const result = await SUITES[name]!(options)
  endProgress()
  process.stdout.write(`\n${result.title}\n${result.about}\n`)
  for (const { heading, rows } of blocksOf(result)) {
    process.stdout.write(`\n${table([heading, ...rows.map(cellsOf)])}\n`)
  }
  return { ...result, machine: thisMachine(), rounds: options.rounds }
}

function refuse(): never {
  process.stderr.write(`${USAGE}\n\nSuites: ${Object.keys(SUITES).join(', ')}\n`)
  process.exit(2)
}
