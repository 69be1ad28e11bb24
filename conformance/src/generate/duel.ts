import type { Contestant } from '../contestant.ts'
import { fullName, ReplyComparison } from '../normalise.ts'
import { isAggregate, type Reply, readReply, textOf } from '../reply.ts'
import { encode, Wire } from '../wire.ts'
import { type Draw, type Request, requestsOf } from './draw.ts'
import { hintFor } from './hints.ts'
import { namesOf, spareOf } from './keys.ts'
import { OWN_ID, ready, TO_FOUND } from './one-node.ts'
import { isOracleFault } from './oracle-faults.ts'

export type Resp = 2 | 3

/** What a server says that has closed the connection instead of answering. */
const CLOSED = '+(closed)\r\n'
/** What it says that has not answered in time. */
const SILENT = '+(no answer)\r\n'
const PATIENCE_MS = 3000

/** Two replies to one request that are not the same. */
export interface Mismatch {
  /** Which draw of the sequence it was seen at. */
  readonly draw: number
  readonly argv: readonly string[]
  readonly oracle: Reply
  readonly ours: Reply
}

/** What one draw came to, by the oracle. */
export interface Answer {
  readonly draw: Draw
  /** What TYPE said of its key just before. */
  readonly type: string | undefined
  readonly reply: Reply
}

export interface Played {
  readonly answers: readonly Answer[]
  /** The first mismatch; nothing after it was compared, since it may only follow from it. */
  readonly mismatch: Mismatch | undefined
  /** How many replies were compared. */
  readonly compared: number
}

/** One server's half: a connection for each protocol, made anew when the server closes it. */
class Side {
  readonly #server: Contestant
  readonly #isNode: boolean
  readonly #wires = new Map<Resp, Wire>()
  #nodeId = ''

  constructor(server: Contestant, isNode: boolean) {
    this.#server = server
    this.#isNode = isNode
  }

  /** Takes away what an earlier sequence may have left. */
  async empty(resp: Resp): Promise<void> {
    await this.ask(resp, this.#isNode ? [...TO_EMPTY, ...TO_FOUND] : TO_EMPTY)
    if (!this.#isNode) return
    this.#nodeId = await ready(await this.#wire(resp))
    // Neither is asked as often as the other whether it is ready.
    await this.ask(resp, [['CONFIG', 'RESETSTAT']])
  }

  /** Sends all in one piece; the raw replies. */
  async ask(resp: Resp, requests: readonly (readonly string[])[]): Promise<string[]> {
    const wire = await this.#wire(resp)
    const named = (each: string): string => (each === OWN_ID ? this.#nodeId : each)
    wire.write(requests.map((argv) => encode(argv.map(named))).join(''))
    const replies: string[] = []
    const patience = setTimeout(() => wire.close(), PATIENCE_MS)
    const deadline = Date.now() + PATIENCE_MS
    while (replies.length < requests.length) {
      const raw = await wire.nextRaw()
      if (raw === undefined) this.#wires.delete(resp)
      replies.push(raw ?? (Date.now() < deadline ? CLOSED : SILENT))
    }
    clearTimeout(patience)
    return replies
  }

  close(): void {
    for (const wire of this.#wires.values()) wire.close()
  }

  async #wire(resp: Resp): Promise<Wire> {
    const known = this.#wires.get(resp)
    if (known !== undefined) return known
    const wire = new Wire(await this.#server.connect())
    if (resp === 3) await wire.call('HELLO', '3')
    this.#wires.set(resp, wire)
    return wire
  }
}

/** Plays the same sequences at two servers and compares every reply. */
export class Duel {
  readonly #oracle: Side
  readonly #ours: Side
  readonly #has: (command: string) => boolean
  readonly #normalised = new Map<string, number>()
  readonly #canDigest: boolean

  private constructor(
    oracle: Side,
    ours: Side,
    has: (command: string) => boolean,
    canDigest: boolean,
  ) {
    this.#oracle = oracle
    this.#ours = ours
    this.#has = has
    this.#canDigest = canDigest
  }

  /** `has` tells which commands both servers know; `areNodes`, whether each is a node of a cluster of its own. */
  static async between(
    oracle: Contestant,
    ours: Contestant,
    has: (command: string) => boolean,
    areNodes: boolean,
  ): Promise<Duel> {
    const sides = [new Side(oracle, areNodes), new Side(ours, areNodes)] as const
    const [digest] = await sides[1].ask(2, [['DEBUG', 'DIGEST']])
    return new Duel(...sides, has, /^\+[0-9a-f]{40}\r\n$/.test(digest as string))
  }

  /** How often each command's replies were let through by a rule. */
  get normalised(): ReadonlyMap<string, number> {
    return this.#normalised
  }

  /** Whether the keyspaces are compared at the end of each sequence. */
  get comparesDigests(): boolean {
    return this.#canDigest
  }

  /** Plays a sequence from empty servers. */
  async play(draws: readonly Draw[], resp: Resp): Promise<Played> {
    await this.#empty(resp)
    const judge = new SequenceJudge(this.#normalised)
    for (let start = 0; start < draws.length; ) {
      const end = endOfChunk(draws, start)
      if (await this.#chunk(draws, start, end, resp, judge)) return judge.result()
      const copied = copiedKey(draws[end - 1] as Draw)
      if (copied !== undefined) await this.#copy(copied, resp)
      start = end
    }
    if (this.#canDigest) await this.#compareKeyspaces(draws.length, resp, judge)
    return judge.result()
  }

  /** The oracle's replies to the draws, for showing: each request with its reply. */
  async replay(
    draws: readonly Draw[],
    resp: Resp,
  ): Promise<[argv: readonly string[], reply: Reply][]> {
    await this.#empty(resp)
    const requests = draws.flatMap((draw) => requestsOf(draw, () => false)).map(({ argv }) => argv)
    const replies = await this.#oracle.ask(resp, requests)
    return requests.map((argv, i) => [argv, readReply(replies[i] as string)])
  }

  close(): void {
    this.#oracle.close()
    this.#ours.close()
  }

  async #empty(resp: Resp): Promise<void> {
    await Promise.all([this.#oracle.empty(resp), this.#ours.empty(resp)])
  }

  async #chunk(
    draws: readonly Draw[],
    start: number,
    end: number,
    resp: Resp,
    judge: SequenceJudge,
  ): Promise<boolean> {
    const groups = draws.slice(start, end).map((draw) => requestsOf(draw, this.#has))
    const requests = groups.flat().map(({ argv }) => argv)
    const [oracle, ours] = await Promise.all([
      this.#oracle.ask(resp, requests),
      this.#ours.ask(resp, requests),
    ])
    let at = 0
    for (const [i, group] of groups.entries()) {
      const index = start + i
      const length = group.length
      const raw = [oracle.slice(at, at + length), ours.slice(at, at + length)] as const
      if (judge.differs(draws[index] as Draw, index, group, ...raw)) return true
      at += length
    }
    return false
  }

  /** After a command whose effect is by chance: its key at both as the oracle has it. */
  async #copy(key: string, resp: Resp): Promise<void> {
    const asked = [
      ['DUMP', key],
      ['PEXPIRETIME', key],
    ]
    // Both are asked, for the sake of the slow log.
    const [[dump, time]] = await Promise.all([
      this.#oracle.ask(resp, asked),
      this.#ours.ask(resp, asked),
    ])
    const payload = readReply(dump as string)
    const deadline = Number(textOf(readReply(time as string)))
    const request =
      payload.type === 'bulk'
        ? ['RESTORE', key, String(Math.max(0, deadline)), payload.text, 'REPLACE', 'ABSTTL']
        : ['DEL', key]
    await Promise.all([this.#oracle.ask(resp, [request]), this.#ours.ask(resp, [request])])
  }

  /** Compares all of both keyspaces; where they differ, by a command that shows it. */
  async #compareKeyspaces(index: number, resp: Resp, judge: SequenceJudge): Promise<void> {
    const differ = async (argv: readonly string[]): Promise<boolean> =>
      judge.differs(
        reading(argv),
        index,
        [{ argv, role: 'main' }],
        ...(await this.#ask(argv, resp)),
      )
    for (const argv of UNSEEN) if (await differ(argv)) return
    if (await this.#haveSameDigest(resp)) return
    // The real server's has keys that are past their time, until somebody meets them.
    for (const db of DATABASES) {
      await this.#ask(['SELECT', db], resp)
      await this.#ask(['SCAN', '0', 'COUNT', '100000'], resp)
    }
    if (await this.#haveSameDigest(resp)) return
    for (const db of DATABASES) {
      await this.#ask(['SELECT', db], resp)
      if (await differ(['KEYS', '*'])) return
      for (const key of await this.#texts(['KEYS', '*'], resp)) {
        const [type = ''] = await this.#texts(['TYPE', key], resp)
        if (await differ(READING[type]?.(key) ?? ['TYPE', key])) return
        if (await differ(['PTTL', key])) return
      }
    }
    await differ(DIGEST)
  }

  async #haveSameDigest(resp: Resp): Promise<boolean> {
    const [oracle, ours] = await this.#ask(DIGEST, resp)
    return oracle[0] === ours[0]
  }

  /** One request to both; the raw replies. */
  #ask(argv: readonly string[], resp: Resp): Promise<[oracle: string[], ours: string[]]> {
    return Promise.all([this.#oracle.ask(resp, [argv]), this.#ours.ask(resp, [argv])])
  }

  /** The texts of the oracle's reply. */
  async #texts(argv: readonly string[], resp: Resp): Promise<string[]> {
    const [raw] = await this.#oracle.ask(resp, [argv])
    const reply = readReply(raw as string)
    return isAggregate(reply) ? reply.items.map(textOf).sort() : [textOf(reply)]
  }
}

const TO_EMPTY: readonly (readonly string[])[] = [
  ['DISCARD'],
  ['UNWATCH'],
  ['SELECT', '0'],
  ['CLIENT', 'SETNAME', ''],
  ['FUNCTION', 'FLUSH'],
  ['CONFIG', 'SET', 'slowlog-log-slower-than', '-1'],
  ['SLOWLOG', 'RESET'],
  ['CONFIG', 'RESETSTAT'],
  ['FLUSHALL'],
]

const DIGEST: readonly string[] = ['DEBUG', 'DIGEST']
/** Those that commands are drawn for. */
const DATABASES: readonly string[] = ['0', '1', '2']

/** What a digest does not see. */
const UNSEEN: readonly (readonly string[])[] = [
  ['INFO', 'commandstats', 'errorstats', 'stats', 'keyspace'],
  ...[...namesOf('stream'), spareOf('stream')].map((key) => [
    'XINFO',
    'STREAM',
    key,
    'FULL',
    'COUNT',
    '0',
  ]),
]

/** How all of a value is read, by its type. */
const READING: Readonly<Record<string, (key: string) => readonly string[]>> = {
  string: (key) => ['GET', key],
  list: (key) => ['LRANGE', key, '0', '-1'],
  hash: (key) => ['HGETALL', key],
  set: (key) => ['SMEMBERS', key],
  zset: (key) => ['ZRANGE', key, '0', '-1', 'WITHSCORES'],
  stream: (key) => ['XRANGE', key, '-', '+'],
}

function reading(argv: readonly string[]): Draw {
  return { command: 'setup', intent: 'setup', argv, tokens: [], key: undefined, queued: false }
}

/** Draws after which a key must be copied end a chunk, which is one pipeline. */
function endOfChunk(draws: readonly Draw[], start: number): number {
  let end = start + 1
  while (end < draws.length && copiedKey(draws[end - 1] as Draw) === undefined) end++
  return end
}

function copiedKey({ command, argv }: Draw): string | undefined {
  return hintFor(command).copies?.(argv)
}

/** Compares the replies of one sequence. */
class SequenceJudge {
  readonly #answers: Answer[] = []
  readonly #comparison: ReplyComparison
  #encoding: string | undefined
  #mismatch: Mismatch | undefined
  #compared = 0

  constructor(normalised: Map<string, number>) {
    this.#comparison = new ReplyComparison(
      { generated: true, encoding: () => this.#encoding },
      normalised,
    )
  }

  result(): Played {
    return { answers: this.#answers, mismatch: this.#mismatch, compared: this.#compared }
  }

  /** Takes the replies of one draw; says whether the servers differ there. */
  differs(
    draw: Draw,
    index: number,
    requests: readonly Request[],
    oracle: readonly string[],
    ours: readonly string[],
  ): boolean {
    let type: string | undefined
    let main: Reply | undefined
    this.#encoding = undefined
    for (const [i, { argv, role, call = argv }] of requests.entries()) {
      const a = readReply(oracle[i] as string)
      const b = (): Reply => readReply(ours[i] as string)
      this.#compared++
      if (this.#comparison.compare(call, a, oracle[i] === ours[i], b) === 'different') {
        // What follows such a fault may differ by it, so the sequence ends here.
        if (!isOracleFault(call, a, b(), this.#encoding))
          this.#mismatch = { draw: index, argv, oracle: a, ours: b() }
        return true
      }
      if (role === 'type') type = textOf(a)
      else if (role === 'encoding') this.#encoding = textOf(a)
      else if (role === 'main') main = a
      // The answer of what was queued stands in EXEC's.
      else if (draw.queued && isQueued(main) && isAggregate(a)) main = a.items[0]
    }
    this.#answers.push({ draw, type, reply: main as Reply })
    return false
  }
}

function isQueued(reply: Reply | undefined): boolean {
  return reply !== undefined && textOf(reply) === 'QUEUED'
}

/** What kind of mismatch it is: the command, and what both said, less what varies by the values drawn. */
export function signatureOf({ argv, oracle, ours }: Mismatch): string {
  return `${fullName(argv)}: ${gist(oracle)} / ${gist(ours)}`
}

function gist(reply: Reply): string {
  return reply.type === 'error' ? generalError(reply.text) : reply.type
}

/** An error's text without what it quotes from the request. */
export function generalError(text: string): string {
  return text
    .replace(/'[^']*'/g, "'…'")
    .replace(/(with args beginning with:).*/, '$1 …')
    .replace(/(Unsupported option ).*/, '$1…')
    .replace(/\d+/g, 'n')
}
