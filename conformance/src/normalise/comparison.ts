import { isAggregate, type Reply, textOf } from '../reply.ts'
import { printReply } from '../transcript/print.ts'
import { eachPair } from './agree.ts'
import { fullName } from './full-name.ts'
import { ruleFor } from './rules.ts'

export type Verdict = 'same' | 'normalised' | 'different'

export interface ComparisonOptions {
  /** Random commands, where rules for chance hold as well. */
  readonly generated: boolean
  /** How the request's key is encoded, where it is known; asked only where a rule depends on it. */
  readonly encoding: (argv: readonly string[]) => string | undefined
}

/**
 * Compares the replies of one connection, in order; knows MULTI, since EXEC's reply is made of the
 * replies of what was queued.
 */
export class ReplyComparison {
  readonly #options: ComparisonOptions
  #queue: (readonly string[])[] | undefined
  /** How often each command was let through by its rule. */
  readonly normalised: Map<string, number>

  constructor(options: ComparisonOptions, normalised: Map<string, number> = new Map()) {
    this.#options = options
    this.normalised = normalised
  }

  /** Call for every reply, also where the bytes are the same. `b` is read only where they are not. */
  compare(argv: readonly string[], a: Reply, same: boolean, b: () => Reply): Verdict {
    const queued = this.#follow(argv, a)
    if (same) return 'same'
    const verdict = queued === undefined ? this.#one(argv, a, b()) : this.#several(queued, a, b())
    if (verdict === 'normalised') {
      const name = fullName(argv)
      this.normalised.set(name, (this.normalised.get(name) ?? 0) + 1)
    }
    return verdict
  }

  /** Keeps the queue of MULTI; gives it at EXEC. */
  #follow(argv: readonly string[], reply: Reply): readonly (readonly string[])[] | undefined {
    const queue = this.#queue
    if (queue !== undefined && textOf(reply) === 'QUEUED') {
      queue.push(argv)
      return undefined
    }
    const name = (argv[0] ?? '').toLowerCase()
    if (name === 'multi' && textOf(reply) === 'OK') this.#queue = []
    else if (name === 'exec' || name === 'discard' || name === 'reset') this.#queue = undefined
    return name === 'exec' ? queue : undefined
  }

  #several(queue: readonly (readonly string[])[], a: Reply, b: Reply): Verdict {
    if (!isAggregate(a) || !isAggregate(b)) return 'different'
    const agree = eachPair(
      a.items,
      b.items,
      (x, y, i) =>
        printReply(x) === printReply(y) || this.#one(queue[i] ?? [], x, y) !== 'different',
    )
    return agree ? 'normalised' : 'different'
  }

  #one(argv: readonly string[], a: Reply, b: Reply): Verdict {
    const rule = ruleFor(argv)
    const { generated } = this.#options
    if (rule === undefined || (rule.generatedOnly && !generated)) return 'different'
    if (a.type === 'error' || b.type === 'error') return 'different'
    const { agree, agreeRecorded = agree } = rule
    if (!(generated ? agree : agreeRecorded)(a, b, argv)) return 'different'
    const encoding = rule.only === undefined ? undefined : this.#options.encoding(argv)
    return encoding === undefined || rule.only?.includes(encoding) ? 'normalised' : 'different'
  }
}
