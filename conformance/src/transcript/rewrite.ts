import { type Expected, isSame, nothingExpected, type Texts, textsAt } from './expected.ts'
import { Judge } from './judge.ts'
import type { OraclePool } from './oracle-pool.ts'
import {
  type Arrival,
  type PlayedStep,
  parseTranscript,
  renderTranscript,
  type Section,
} from './parse.ts'
import { type Outcome, type Player, playSection, type Resp } from './play.ts'

/** One for each protocol, so that both are played at the same time. */
export type Pools = Readonly<Record<Resp, OraclePool>>

/** What a step's texts shall be for one protocol. */
interface Kept {
  readonly reply: string
  readonly arrivals: ReadonlyMap<string, string>
}

/**
 * Plays every section of a transcript at real servers and puts their replies in; gives the new text. With a `version`, what
 * they say becomes that version's replies, where it is not what the reference version says.
 */
export async function rewriteTranscript(
  text: string,
  pools: Pools,
  version?: string,
): Promise<string> {
  const transcript = parseTranscript(text)
  for (const section of transcript.sections) {
    const unplayable = await rewriteSection(section, pools, version).then(
      () => undefined,
      (error: unknown) => {
        if (version === undefined) throw error
        return reasonOf(error)
      },
    )
    if (version !== undefined) sayNotAt(section, version, unplayable)
  }
  return renderTranscript(transcript)
}

async function rewriteSection(
  section: Section,
  pools: Pools,
  version: string | undefined,
): Promise<void> {
  const [outcomes2, outcomes3] = await Promise.all([
    outcomesOf(section, 2, pools[2], version),
    outcomesOf(section, 3, pools[3], version),
  ])
  const steps = section.steps.filter((step) => step.kind !== 'text')
  for (const [i, step] of steps.entries()) {
    put(step, outcomes2[i] as Kept, outcomes3[i] as Kept, version)
  }
}

async function outcomesOf(
  section: Section,
  resp: Resp,
  pool: OraclePool,
  version: string | undefined,
): Promise<Kept[]> {
  const versions = version === undefined ? [undefined] : [undefined, version]
  const readers = versions.map((each) => ({ of: each, judge: new Judge(resp, undefined, each) }))
  const kept: Kept[] = []
  await pool.use(section, (server) =>
    playSection(server, section, resp, async (outcome, player) => {
      kept.push(await keep(outcome, readers, player, resp))
    }),
  )
  return kept
}

/** A reply that agrees with what is written, by its rule, stays as it was: no diff where nothing has changed. */
async function keep(
  outcome: Outcome,
  readers: readonly { of: string | undefined; judge: Judge }[],
  player: Player,
  resp: Resp,
): Promise<Kept> {
  const { step, arrivals } = outcome
  let reply: string | undefined
  for (const { of, judge } of readers) {
    const differs = await judge.disagreements(outcome, player)
    if (step.kind !== 'request' || differs.some(({ client }) => client === step.client)) continue
    const texts = textsAt(step.reply, of)
    reply ??= resp === 3 ? texts.resp3 : texts.resp2
  }
  return { reply: reply ?? outcome.reply, arrivals }
}

function put(step: PlayedStep, two: Kept, three: Kept, version: string | undefined): void {
  if (step.kind === 'request') assign(step.reply, two.reply, three.reply, version)
  const known = new Map(step.arrivals.map((arrival) => [arrival.client, arrival]))
  const clients = new Set([...known.keys(), ...two.arrivals.keys(), ...three.arrivals.keys()])
  const arrivals = [...clients].sort().map((client): Arrival => {
    const arrival = known.get(client) ?? { client, ...nothingExpected() }
    assign(arrival, two.arrivals.get(client) ?? '', three.arrivals.get(client) ?? '', version)
    return arrival
  })
  step.arrivals.splice(0, step.arrivals.length, ...arrivals.filter(saysAnything))
}

function assign(
  expected: Expected,
  resp2: string,
  resp3: string,
  version: string | undefined,
): void {
  const texts: Texts = { resp2, resp3 }
  if (version === undefined) Object.assign(expected, texts)
  else if (isSame(texts, expected)) delete expected.versions[version]
  else expected.versions[version] = texts
}

function saysAnything({ resp2, resp3, versions }: Expected): boolean {
  return resp2 !== '' || resp3 !== '' || Object.keys(versions).length > 0
}

/** Notes that the version cannot play the section, and why; or no longer says so. */
function sayNotAt(section: Section, version: string, reason: string | undefined): void {
  const mark = `# not at ${version}`
  const noted = section.steps.findIndex(
    (step) => step.kind === 'text' && step.source.startsWith(mark),
  )
  if (noted !== -1) section.steps.splice(noted, 1)
  if (reason !== undefined) {
    section.steps.unshift({ kind: 'text', source: `${mark}: ${reason}` })
  }
}

/** The same each time: no addresses, no process ids. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const isGone = 'code' in error && error.code === 'ECONNREFUSED'
  return isGone ? 'the server ends' : error.message
}
