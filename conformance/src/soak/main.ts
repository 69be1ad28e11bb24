import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startServer } from '@resident/embedded'
import { count, readOptions, seed } from '../options.ts'
import type { Account } from './account.ts'
import { type Slice, type SliceAccount, SliceWatch } from './slices.ts'

/** `npm run soak`: thousands of clients of every kind at one server, and nothing of them left afterwards. */
const USAGE = `usage: npm run soak -- [options]
  --seconds N        how long (default 600)
  --clients N        how many at once (default 1000)
  --seed N           seed of the random draws (default: the time)`

const values = readOptions(USAGE, { seconds: count(600), clients: count(1000), seed })

const MOST_HEAP_LEFT = 5e6
const LONGEST_SLICE_MS = 10
/**
 * For so long, in milliseconds, slices are not measured: V8 compiles each function when it is first called, and again when
 * it was not called for a while. The first script of a process takes 13 ms to that.
 */
const LEAD_IN = 5000

async function heap(): Promise<number> {
  const { gc } = globalThis as { gc?: () => void }
  if (gc === undefined) throw new Error('The soak needs node --expose-gc.')
  for (let i = 0; i < 4; i++) {
    gc()
    await sleep(50)
  }
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

async function main(): Promise<void> {
  // Node makes a stack for a write that meets a closed socket. The first one that is told in lines of the sources parses their
  // map, for some 100 ms, which no server does that is not run by `run-ts`.
  process.setSourceMapsEnabled(false)
  // Once round beforehand: what is compiled and made once is no leak.
  await soak(Math.min(3000, values.seconds * 100), values.seed)
  const handles = process.getActiveResourcesInfo().length
  const before = await heap()
  const { account, slices, faults } = await soak(1000 * values.seconds, values.seed + 1)
  const left = (await heap()) - before
  const openHandles = process.getActiveResourcesInfo().length - handles

  report(account, slices)
  console.log(
    `since before: heap ${signed(left / 1e6, 2)} MB, open handles ${signed(openHandles, 0)}`,
  )
  const failures = [
    ...failuresOf(account),
    left > MOST_HEAP_LEFT && 'the heap has grown',
    openHandles > 0 && `handles are open: ${process.getActiveResourcesInfo().join(' ')}`,
    slices.count === 0 && 'no slice was seen',
    (slices.longest[0]?.own ?? 0) > LONGEST_SLICE_MS && 'a slice of our own work took too long',
    faults.length > 0 && `faults of ours: ${faults.join('; ')}`,
  ].filter((each) => each !== false)
  for (const each of failures) console.log(`FAILED: ${each}`)
  if (failures.length > 0) process.exitCode = 1
  else console.log('nothing is left')
}

function report(account: Account, slices: SliceAccount): void {
  const { clients, requests, answered, messages, lostByClient, lostByServer } = account
  console.log(`\nseed ${values.seed}: ${clients} clients, ${requests} requests`)
  console.log(
    `${answered} answered, ${lostByClient} given up by their clients, ${lostByServer} cut off; ${messages} messages heard`,
  )
  console.log(describe(slices))
}

function failuresOf(account: Account): (string | false)[] {
  const { requests, answered, wrong, unanswered, lostByClient, lostByServer } = account
  const examples = account.examples.join('; ')
  return [
    answered === 0 && 'nothing was answered',
    wrong > 0 && `${wrong} wrong answers: ${examples}`,
    unanswered > 0 && `${unanswered} requests unanswered: ${examples}`,
    answered + wrong + unanswered + lostByClient + lostByServer !== requests &&
      'requests that nobody can account for',
  ]
}

const signed = (number: number, digits: number): string =>
  `${number < 0 ? '' : '+'}${number.toFixed(digits)}`
const ms = (time: number): string => `${time.toFixed(1)} ms`

/** Our own work, the collector's pauses, the system's writes and the machine's delays, each by itself. */
function describe(slices: SliceAccount): string {
  const { longest, longestStill, longestDisturbed, longestPause } = slices
  const lines = longest.flatMap((slice) => [
    `slice: ${describeSlice(slice)}`,
    ...(slice.own > LONGEST_SLICE_MS ? slice.within : []),
  ])
  if (longestStill !== undefined) {
    lines.push(`slice in which the machine stopped (not judged): ${describeSlice(longestStill)}`)
  }
  return [
    ...lines,
    `${slices.count} slices`,
    `slices that waited longer than they worked (not judged): up to ${ms(longestDisturbed)} of our own work`,
    `longest pause of the collector: ${ms(longestPause)}`,
    `longest within one slice: ${ms(slices.longestWriting)} of writing to sockets, ${ms(slices.longestDelay)} of waiting for the processor`,
  ].join('\n')
}

function describeSlice({ kind, from, own, met, collector, writing, delay }: Slice): string {
  return (
    `${ms(own)} of our own work (${kind}, ${(from / 1000).toFixed(1)} s after the start; samples saw ${ms(met)} of it), ` +
    `${ms(collector)} of the collector, ${ms(writing)} of writing to sockets, ${ms(delay)} of waiting for the processor`
  )
}

interface Soaked {
  readonly account: Account
  readonly slices: SliceAccount
  readonly faults: string[]
}

async function soak(milliseconds: number, seed: number): Promise<Soaked> {
  const faults: string[] = []
  const watch = new SliceWatch()
  const server = await startServer({
    unref: false,
    onFault: ({ error, command }) => faults.push(`${command}: ${error}`),
  })
  const child = fork(
    fileURLToPath(new URL('../../../scripts/run-ts.mjs', import.meta.url)),
    [
      fileURLToPath(new URL('clients.ts', import.meta.url)),
      `${server.port}`,
      `${milliseconds}`,
      `${seed}`,
      `${values.clients}`,
    ],
    { execArgv: [] },
  )
  const exit = once(child, 'exit')
  const told = Promise.race([once(child, 'message'), exit.then(failOf)])
  await sleep(Math.min(LEAD_IN, milliseconds / 4))
  watch.start()
  const [account] = (await told) as [Account]
  await exit
  const slices = await watch.stop()
  await server.close()
  return { account, slices, faults }
}

function failOf([code]: unknown[]): never {
  throw new Error(`The clients' process ended (${code}) and told nothing.`)
}

await main()
