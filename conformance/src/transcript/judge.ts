import type { Contestant } from '../contestant.ts'
import { ReplyComparison } from '../normalise/comparison.ts'
import { ruleFor } from '../normalise/rules.ts'
import type { Reply } from '../reply.ts'
import { type Expected, textsAt } from './expected.ts'
import type { PlayedStep, RequestStep, Section } from './parse.ts'
import { type Outcome, type Player, playSection, type Resp } from './play.ts'
import { readPrinted } from './print.ts'

/** A disagreement of a transcript with a server. */
export interface Disagreement {
  readonly step: PlayedStep
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

/** Compares outcomes with what a transcript says; rules of `normalise/rules.ts` hold. */
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
    step: RequestStep,
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
export function explain({ step, client, expected, actual }: Disagreement): string {
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
