import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { allTranscripts, shortPath } from '../paths.ts'
import { findRedisServer, REFERENCE_VERSION, versionOf } from '../redis-server.ts'
import { OraclePool } from './oracle-pool.ts'
import {
  type Arrival,
  type Expected,
  parseTranscript,
  renderTranscript,
  type Section,
  type Step,
} from './parse.ts'
import { Judge, type Outcome, type Player, playSection, type Resp } from './play.ts'

/**
 * `npm run record -- zadd lpop`, or paths, or `--all`: plays transcripts at a real redis-server in RESP2
 * and in RESP3 and rewrites their replies. `--check` only tells what would change.
 */

const USAGE = `usage: npm run record -- [--check] [--oracle PATH] (--all | NAME… | PATH…)
plays transcripts at a real redis-server and rewrites their replies; --check only tells what would change`

interface Options {
  readonly check: boolean
  readonly files: readonly string[]
}

function readOptions(argv: readonly string[]): Options {
  const names: string[] = []
  let check = false
  let all = false
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] as string
    if (word === '--check') check = true
    else if (word === '--all') all = true
    else if (word === '--oracle') i++
    else if (word.startsWith('-')) throw new Error(USAGE)
    else names.push(word)
  }
  if (!all && names.length === 0) throw new Error(USAGE)
  return { check, files: all ? allTranscripts() : names.flatMap(filesNamed) }
}

/** A path, or the name of a command whose transcript lies beside it. */
function filesNamed(name: string): string[] {
  if (name.endsWith('.transcript') && existsSync(name)) return [resolve(name)]
  const found = allTranscripts().filter(
    (path) => basename(path, '.transcript') === name.toLowerCase(),
  )
  if (found.length === 0) throw new Error(`no transcript is called ${name}`)
  return found
}

/** One for each protocol, so that both are played at the same time. */
type Pools = Readonly<Record<Resp, OraclePool>>

/** Plays every section of a file at the real server and puts the replies in; gives the new text. */
async function record(text: string, pools: Pools): Promise<string> {
  const transcript = parseTranscript(text)
  for (const section of transcript.sections) {
    const [outcomes2, outcomes3] = await Promise.all([
      outcomesOf(section, 2, pools[2]),
      outcomesOf(section, 3, pools[3]),
    ])
    for (const [i, step] of stepsOf(section).entries()) {
      put(step, outcomes2[i] as Kept, outcomes3[i] as Kept)
    }
  }
  return renderTranscript(transcript)
}

function stepsOf(section: Section): Exclude<Step, { kind: 'text' }>[] {
  return section.steps.filter((step) => step.kind !== 'text')
}

/** What a step's texts shall be for one protocol. */
interface Kept {
  readonly reply: string
  readonly arrivals: ReadonlyMap<string, string>
}

async function outcomesOf(section: Section, resp: Resp, pool: OraclePool): Promise<Kept[]> {
  const judge = new Judge(resp)
  const kept: Kept[] = []
  await pool.use(section, (server) =>
    playSection(server, section, resp, async (outcome, player) => {
      kept.push(await keep(outcome, judge, player, resp))
    }),
  )
  return kept
}

/** A reply that agrees with the old one by its rule stays as it was: no diff where nothing has changed. */
async function keep(outcome: Outcome, judge: Judge, player: Player, resp: Resp): Promise<Kept> {
  const { step, reply, arrivals } = outcome
  const differs = await judge.disagreements(outcome, player)
  if (step.kind !== 'request' || differs.some(({ client }) => client === step.client)) {
    return { reply, arrivals }
  }
  return { reply: resp === 3 ? step.reply.resp3 : step.reply.resp2, arrivals }
}

function put(step: Exclude<Step, { kind: 'text' }>, two: Kept, three: Kept): void {
  if (step.kind === 'request') assign(step.reply, two.reply, three.reply)
  const clients = [...new Set([...two.arrivals.keys(), ...three.arrivals.keys()])].sort()
  const arrivals = clients.map((client): Arrival => {
    const arrival: Arrival = { client, resp2: '', resp3: '' }
    assign(arrival, two.arrivals.get(client) ?? '', three.arrivals.get(client) ?? '')
    return arrival
  })
  step.arrivals.splice(0, step.arrivals.length, ...arrivals)
}

function assign(expected: Expected, resp2: string, resp3: string): void {
  expected.resp2 = resp2
  expected.resp3 = resp3
}

/** How many lines of each text the other has not, as a rough measure of a change. */
function changed(before: string, after: string): string {
  const [old, now] = [before.split('\n'), after.split('\n')]
  const oldSet = new Set(old)
  const nowSet = new Set(now)
  const added = now.filter((line) => !oldSet.has(line)).length
  const removed = old.filter((line) => !nowSet.has(line)).length
  return `+${added} -${removed}`
}

async function main(): Promise<void> {
  const { check, files } = readOptions(process.argv.slice(2))
  const binary = findRedisServer()
  if (binary === undefined) throw new Error('recording needs a redis-server')
  const version = versionOf(binary)
  if (version !== REFERENCE_VERSION) {
    console.error(`note: this is redis-server ${version}, the reference is ${REFERENCE_VERSION}`)
  }
  const pools: Pools = { 2: new OraclePool(), 3: new OraclePool() }
  let changes = 0
  for (const file of files) {
    const before = readFileSync(file, 'utf8')
    const after = await record(before, pools).catch((error: unknown) => {
      throw new Error(`${shortPath(file)}: ${error instanceof Error ? error.message : error}`)
    })
    if (after !== before) {
      changes++
      if (!check) writeFileSync(file, after)
    }
    const verdict = after === before ? 'as it was' : `${changed(before, after)}`
    console.log(`${shortPath(file)}: ${verdict}`)
  }
  await Promise.all([pools[2].stop(), pools[3].stop()])
  if (check && changes > 0) process.exitCode = 1
}

try {
  await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
