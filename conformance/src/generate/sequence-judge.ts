import { ReplyComparison } from '../normalise/comparison.ts'
import { isAggregate, type Reply, readReply, textOf } from '../reply.ts'
import type { Draw, Request } from './draw.ts'
import { isOracleFault } from './oracle-faults.ts'

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

/** Compares the replies of one sequence. */
export class SequenceJudge {
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
