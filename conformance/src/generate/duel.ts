import type { Contestant } from '../contestant.ts'
import { isAggregate, type Reply, readReply, textOf } from '../reply.ts'
import { type Draw, questionsOf, requestsOf } from './draw.ts'
import { hintFor } from './hints.ts'
import { namesOf, spareOf } from './keys.ts'
import { type Played, SequenceJudge } from './sequence-judge.ts'
import { type Resp, Side } from './side.ts'

/** Plays the same sequences at two servers and compares every reply. */
export class Duel {
  readonly #oracle: Side
  readonly #ours: Side
  readonly #normalised = new Map<string, number>()

  /** `areNodes`: whether each is a node of a cluster of its own. */
  constructor(oracle: Contestant, ours: Contestant, areNodes: boolean) {
    this.#oracle = new Side(oracle, areNodes)
    this.#ours = new Side(ours, areNodes)
  }

  /** How often each command's replies were let through by a rule. */
  get normalised(): ReadonlyMap<string, number> {
    return this.#normalised
  }

  /** Plays a sequence from empty servers, and compares all that it has left in them. */
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
    await this.#compareKeyspaces(draws.length, resp, judge)
    return judge.result()
  }

  /** The oracle's replies to the draws, for showing: each request with its reply. */
  async replay(
    draws: readonly Draw[],
    resp: Resp,
  ): Promise<[argv: readonly string[], reply: Reply][]> {
    await this.#empty(resp)
    const requests = draws.flatMap((draw) => requestsOf(draw)).map(({ argv }) => argv)
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
    const groups = draws
      .slice(start, end)
      .map((draw) => [...questionsOf(draw), ...requestsOf(draw)])
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
