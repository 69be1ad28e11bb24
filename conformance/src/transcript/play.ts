import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'
import type { Contestant } from '../contestant.ts'
import { ReplyComparison, ruleFor, withoutMonitorStamp } from '../normalise.ts'
import { REFERENCE_VERSION } from '../redis-server.ts'
import type { Reply } from '../reply.ts'
import { Wire } from '../wire.ts'
import { type Expected, textsAt } from './expected.ts'
import type { Section, Step } from './parse.ts'
import { printReplies, readPrinted } from './print.ts'

export type Resp = 2 | 3

/**
 * How long a server may leave the control connection without an answer (CLIENT PAUSE does). In looks too: on a busy machine
 * time passes in which nobody has had a turn.
 */
const PATIENCE_MS = 150
const LOOKS = 100
const TURNS = 60

/** What came during one step: at the client that asked, and at others. */
export interface Outcome {
  readonly step: Exclude<Step, { kind: 'text' }>
  readonly reply: string
  readonly replies: readonly Reply[]
  readonly arrivals: ReadonlyMap<string, string>
}

const CLOSED: Reply = { type: 'status', text: '(closed)' }

/**
 * Plays a section at a server that nobody else uses and tells what came, step by step.
 *
 * Each client connects at its first request. After every step a control connection makes two round
 * trips: whatever the step caused has then arrived, so a client without a reply is blocked, and pushes
 * to others are seen. No waiting by time is involved.
 */
export async function playSection(
  server: Contestant,
  section: Section,
  resp: Resp,
  visit: (outcome: Outcome, player: Player) => void | Promise<void>,
): Promise<void> {
  const player = new Player(server, resp, barrierOf(section))
  await player.open()
  try {
    for (const step of section.steps) {
      if (step.kind !== 'text') await visit(await player.play(step), player)
    }
  } finally {
    player.close()
  }
}

/**
 * What the control connection asks, time and again: HELLO, which is answered whatever the ACL says. But MONITOR would
 * show it, and so would a SLOWLOG of everything, which others get into where one client's commands take long.
 */
function barrierOf({ steps }: Section): readonly string[] {
  const requests = steps.flatMap((step) => (step.kind === 'request' ? [step.request] : []))
  const says = (words: RegExp): boolean =>
    requests.some((each) => words.test('raw' in each ? each.raw : each.join(' ')))
  if (says(/^monitor$/i)) return ['SLOWLOG', 'LEN']
  return says(/slowlog-log-slower-than 0/i) ? ['EXEC'] : ['HELLO']
}

/** The clients of one section. */
export class Player {
  readonly #server: Contestant
  readonly #resp: Resp
  readonly #clients = new Map<string, Wire>()
  readonly #monitors = new Set<string>()
  readonly #barrier: readonly string[]
  #control: Wire | undefined
  #unanswered = 0

  constructor(server: Contestant, resp: Resp, barrier: readonly string[]) {
    this.#server = server
    this.#resp = resp
    this.#barrier = barrier
  }

  async open(): Promise<void> {
    this.#control = new Wire(await this.#server.connect())
  }

  async play(step: Exclude<Step, { kind: 'text' }>): Promise<Outcome> {
    if (step.kind === 'wait') await this.#server.advanceTime(step.milliseconds)
    else await this.#ask(step)
    await this.#settle()
    const came = this.#collect()
    const asker = step.kind === 'request' ? step.client : ''
    const replies = asReference(came.get(asker) ?? [], this.#server.version)
    came.delete(asker)
    const arrivals = new Map([...came].map(([client, each]) => [client, printReplies(each)]))
    return { step, reply: printReplies(replies), replies, arrivals }
  }

  /** Asks at the control connection, in a database: for what a comparison must know besides. */
  async askAside(db: number, ...argv: string[]): Promise<Reply> {
    const control = this.#control as Wire
    await control.call('SELECT', String(db))
    const reply = await control.call(...argv)
    await control.call('SELECT', '0')
    return reply
  }

  close(): void {
    for (const wire of this.#clients.values()) wire.close()
    this.#control?.close()
  }

  async #ask(step: Extract<Step, { kind: 'request' }>): Promise<void> {
    const wire = this.#clients.get(step.client) ?? (await this.#connect(step.client))
    if ('raw' in step.request) {
      wire.write(step.request.raw)
    } else {
      if (step.request[0]?.toLowerCase() === 'monitor') this.#monitors.add(step.client)
      wire.send(step.request)
    }
  }

  async #connect(client: string): Promise<Wire> {
    const wire = new Wire(await this.#server.connect())
    if (this.#resp === 3) await wire.call('HELLO', '3')
    this.#clients.set(client, wire)
    return wire
  }

  async #settle(): Promise<void> {
    const control = this.#control as Wire
    const late = Date.now() + PATIENCE_MS
    let looks = 0
    for (let trips = 0; trips < 2; trips++) {
      control.send(this.#barrier)
      this.#unanswered++
      while (this.#unanswered > 0 && !control.closed) {
        if (control.takeRaw() !== undefined) this.#unanswered--
        else if (looks++ >= LOOKS && Date.now() >= late) return
        // Mostly the answer is there within a few turns of the event loop, and a timer costs more than those.
        else if (looks < TURNS) await turn()
        else await soon(control.arrival())
      }
    }
    await turn()
  }

  /** What has come at each client; those without anything are left out. */
  #collect(): Map<string, Reply[]> {
    const came = new Map<string, Reply[]>()
    for (const [client, wire] of [...this.#clients].sort()) {
      let replies = wire.take()
      if (this.#monitors.has(client)) replies = replies.map(withoutMonitorStamp)
      if (wire.closed) {
        replies.push(CLOSED)
        this.#clients.delete(client)
        this.#monitors.delete(client)
      }
      if (replies.length > 0) came.set(client, replies)
    }
    return came
  }
}

/** Waits for it, but not longer than the patience. */
async function soon(arrival: Promise<void>): Promise<void> {
  const timer = new AbortController()
  const { signal } = timer
  const patience = sleep(PATIENCE_MS, undefined, { signal }).catch(() => undefined)
  await Promise.race([arrival, patience])
  timer.abort()
}

/** A disagreement of a transcript with a server. */
export interface Disagreement {
  readonly step: Exclude<Step, { kind: 'text' }>
  /** Where it was seen: at the client that asked, or another. */
  readonly client: string
  readonly expected: string
  readonly actual: string
}

/**
 * Plays a section and tells where the server disagrees with what the transcript says. Replies that agree
 * only by a rule are counted in `normalised`, by command. `version`: of the server, where it is not the reference.
 */
export async function checkSection(
  server: Contestant,
  section: Section,
  resp: Resp,
  normalised?: Map<string, number>,
  version?: string,
): Promise<Disagreement[]> {
  const found: Disagreement[] = []
  const judge = new Judge(resp, normalised, version)
  await playSection(server, section, resp, async (outcome, player) => {
    found.push(...(await judge.disagreements(outcome, player)))
  })
  return found
}

/** Compares outcomes with what a transcript says; rules of `normalise.ts` hold. */
export class Judge {
  readonly #resp: Resp
  readonly #normalised: Map<string, number>
  readonly #version: string | undefined
  readonly #clients = new Map<string, { comparison: ReplyComparison; db: number }>()
  #encoding: string | undefined

  /** `version`: whose replies are looked for in the transcript, where it is not the reference's. */
  constructor(resp: Resp, normalised: Map<string, number> = new Map(), version?: string) {
    this.#resp = resp
    this.#normalised = normalised
    this.#version = version
  }

  async disagreements(outcome: Outcome, player: Player): Promise<Disagreement[]> {
    const found: Disagreement[] = []
    const { step, arrivals } = outcome
    if (step.kind === 'request') {
      const expected = this.#text(step.reply)
      if (!(await this.#agrees(step, expected, outcome, player))) {
        found.push({ step, client: step.client, expected, actual: outcome.reply })
      }
    }
    const clients = new Set([...step.arrivals.map((arrival) => arrival.client), ...arrivals.keys()])
    for (const client of clients) {
      const arrival = step.arrivals.find((each) => each.client === client)
      const expected = arrival === undefined ? '' : this.#text(arrival)
      const actual = arrivals.get(client) ?? ''
      if (expected !== actual) found.push({ step, client, expected, actual })
    }
    return found
  }

  #text(expected: Expected): string {
    const texts = textsAt(expected, this.#version)
    return this.#resp === 3 ? texts.resp3 : texts.resp2
  }

  async #agrees(
    step: Extract<Step, { kind: 'request' }>,
    expected: string,
    { reply, replies }: Outcome,
    player: Player,
  ): Promise<boolean> {
    if ('raw' in step.request) return reply === expected
    const state = this.#stateOf(step.client)
    const argv = step.request
    const [actual] = replies
    if (argv[0]?.toLowerCase() === 'select' && reply === 'OK') state.db = Number(argv[1])
    if (actual === undefined || replies.length > 1) return reply === expected
    const same = reply === expected
    if (!same) {
      if (expected === '') return false
      const asks = ruleFor(argv)?.only !== undefined
      this.#encoding = asks ? await encodingOf(player, state.db, argv[1]) : undefined
    }
    const verdict = state.comparison.compare(argv, actual, same, () => onlyReply(expected))
    return verdict !== 'different'
  }

  #stateOf(client: string): { comparison: ReplyComparison; db: number } {
    const known = this.#clients.get(client)
    if (known !== undefined) return known
    const options = { generated: false, encoding: () => this.#encoding }
    const state = { comparison: new ReplyComparison(options, this.#normalised), db: 0 }
    this.#clients.set(client, state)
    return state
  }
}

/** What a server calls itself, as in HELLO, is no difference between versions. */
function asReference(replies: readonly Reply[], version: string): readonly Reply[] {
  const text = printReplies(replies)
  const named = text.replaceAll(`"${version}"`, `"${REFERENCE_VERSION}"`)
  return named === text ? replies : readPrinted(named)
}

/** The one reply that the text shows; where it shows several, an array of them, which agrees with none. */
function onlyReply(text: string): Reply {
  const [first, ...others] = readPrinted(text)
  return first !== undefined && others.length === 0 ? first : { type: 'array', items: [] }
}

async function encodingOf(player: Player, db: number, key = ''): Promise<string | undefined> {
  const reply = await player.askAside(db, 'OBJECT', 'ENCODING', key)
  return reply.type === 'bulk' ? reply.text : undefined
}

/** A disagreement for a person to read: where, what was asked, what should come and what came. */
export function describe({ step, client, expected, actual }: Disagreement): string {
  const at = step.kind === 'request' && step.client === client ? '' : `${client}<\n`
  return `line ${step.line}\n${step.source}\n${at}${diff(expected, actual)}`
}

/** Lines of both, the differing ones marked `-` (expected) and `+` (actual). */
function diff(expected: string, actual: string): string {
  const [a, b] = [expected.split('\n'), actual.split('\n')]
  let head = 0
  while (head < a.length && head < b.length && a[head] === b[head]) head++
  let tail = 0
  while (tail < Math.min(a.length, b.length) - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++
  return [
    ...a.slice(0, head).map((line) => `  ${line}`),
    ...a.slice(head, a.length - tail).map((line) => `- ${line}`),
    ...b.slice(head, b.length - tail).map((line) => `+ ${line}`),
    ...a.slice(a.length - tail).map((line) => `  ${line}`),
  ].join('\n')
}
