import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'
import type { Contestant } from '../contestant.ts'
import { withoutMonitorStamp } from '../normalise/server-reports.ts'
import { REFERENCE_VERSION } from '../redis-server.ts'
import type { Reply } from '../reply.ts'
import { Wire } from '../wire.ts'
import type { PlayedStep, RequestStep, Section } from './parse.ts'
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
  readonly step: PlayedStep
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

  async play(step: PlayedStep): Promise<Outcome> {
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

  async #ask(step: RequestStep): Promise<void> {
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

/** What a server calls itself, as in HELLO, is no difference between versions. */
function asReference(replies: readonly Reply[], version: string): readonly Reply[] {
  const text = printReplies(replies)
  const named = text.replaceAll(`"${version}"`, `"${REFERENCE_VERSION}"`)
  return named === text ? replies : readPrinted(named)
}
