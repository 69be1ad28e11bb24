import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { changesOf, isLoss, lostTwice, told } from './guard.ts'
import { thisMachine } from './machine.ts'
import { parseOptions, type Request, USAGE } from './options.ts'
import { page } from './page.ts'
import { beginSuite, endSuite } from './progress.ts'
import { COMMITTED, publish } from './publish.ts'
import { roundsText, table } from './report.ts'
import { type Measured, type Results, readResults, writeResults } from './results-file.ts'
import { blocksOf, cellsOf } from './rows.ts'
import { SUITES } from './suites.ts'

// Seen from dist/esm/main.js, as which this file is run.
const RESULTS = fileURLToPath(new URL('../../results/', import.meta.url))
const ORDER = Object.keys(SUITES)

const request = understood()
if (request?.does === 'help') say(help())
else if (request?.does === 'render') render()
else if (request?.does === 'guard') await guard(request)
else if (request !== undefined) await measure(request)

function understood(): Request | undefined {
  try {
    return parseOptions(process.argv.slice(2), ORDER)
  } catch (error) {
    // Node goes on about words that begin with a dash.
    const [reason] = (error as Error).message.split('. To specify')
    process.stderr.write(`${reason}\n\n${help()}\n`)
    process.exitCode = 2
    return undefined
  }
}

async function measure(request: Request): Promise<void> {
  const results: Record<string, Measured> = {}
  for (const name of request.suites) {
    try {
      const result = await run(name, request.suites, request)
      results[name] = result
      // After each, so that what is measured stays whatever happens next.
      writePage(results)
      if (request.does === 'publish') publish({ [name]: result }, ORDER)
    } catch (error) {
      // The other suites can be measured all the same.
      process.stderr.write(`\n${name} failed: ${error instanceof Error ? error.stack : error}\n`)
      process.exitCode = 1
    }
  }
  process.stdout.write(`\nWritten: ${RESULTS}results.json, ${RESULTS}index.html\n`)
}

function render(): void {
  publish({}, ORDER)
  writePage(readResults(COMMITTED))
  process.stdout.write(`Written: docs/benchmarks.md, ${RESULTS}index.html\n`)
}

function writePage(results: Results): void {
  mkdirSync(RESULTS, { recursive: true })
  writeResults(`${RESULTS}results.json`, results)
  writeFileSync(`${RESULTS}index.html`, page(results))
}

async function guard(request: Request): Promise<void> {
  const committed = readResults(COMMITTED)
  const known = request.suites.filter((name) => committed[name] !== undefined)
  if (known.length === 0) throw new Error(`nothing is published of ${request.suites.join(', ')}`)
  let compared = 0
  let lost = 0
  for (const name of known) {
    const losses = await lostTwice(
      async () => {
        const changes = changesOf(await run(name, known, request), committed)
        compared += changes.length
        return changes.filter(isLoss)
      },
      (first) => say(`\nOnce more, since these were slower: ${first.map(told).join('; ')}`),
    )
    for (const loss of losses) say(`LOST twice: ${told(loss)}`)
    lost += losses.length
  }
  say(`\n${compared} ratios compared, ${lost} lost.`)
  process.exitCode = compared > 0 && lost === 0 ? 0 : 1
}

/** Measures a suite, and prints what came out. */
async function run(name: string, all: readonly string[], request: Request): Promise<Measured> {
  const { run, rounds: usual, once = false } = SUITES[name]!
  const rounds = once ? 1 : (request.rounds ?? usual)
  beginSuite(`${all.indexOf(name) + 1}/${all.length} ${name}`)
  const result = await run({ ...request.options, rounds })
  const seconds = endSuite()
  say(`\n${result.title}\n${result.about}`)
  for (const { group, heading, rows } of blocksOf(result)) {
    const [first = '', ...others] = heading
    say(`\n${table([[group ?? first, ...others], ...rows.map(cellsOf)])}`)
  }
  if (result.conclusion !== undefined) say(`\n${result.conclusion}`)
  say(`\n${name}: ${seconds} s`)
  return { ...result, machine: thisMachine(), rounds }
}

function help(): string {
  const suites = Object.entries(SUITES).map(([name, { rounds, seconds }]) => [
    name,
    roundsText(rounds),
    `${seconds} s`,
  ])
  const minutes = Object.values(SUITES).reduce((sum, { seconds }) => sum + seconds, 0) / 60
  return `${USAGE}\n\nSuites, and how long they take on two cores that are idle; all of them about ${Math.ceil(minutes)} minutes:\n\n${table(suites)}`
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
