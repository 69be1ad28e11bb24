import type { FaultInForce, FaultRule, Faults, Latency } from '@resident/commands'
import type { SystemClock } from '@resident/keyspace'
import { checkFault } from './check-fault.ts'
import { type Duration, toMilliseconds } from './duration.ts'

/**
 * A rule for `faults.add`: which requests it strikes (whatever is left out excludes none), and what happens to them
 * (`error`, `state`, `drop`, `partial` or `blackHole`, or none of them; and `latency`).
 */
export interface Fault extends Omit<FaultRule, 'latency' | 'from' | 'until'> {
  /** Waits in the server's clock: a time, or a distribution of times. */
  readonly latency?:
    | Duration
    | { readonly min: Duration; readonly max: Duration }
    | { readonly mean: Duration; readonly deviation: Duration }
  /** Not before this moment; a time counts from now. */
  readonly from?: Date | Duration
  /** Not from this moment on. */
  readonly until?: Date | Duration
}

/** A fault in force. `using` ends it with its block. */
export interface ActiveFault {
  readonly id: number
  /** How many requests it matched, before `nth`, `probability` and `times`. */
  readonly met: number
  /** How many it struck. */
  readonly struck: number
  remove(): void
  [Symbol.dispose](): void
}

/** Faults made on request. Requests of clients are struck; what EXEC and scripts run of themselves is not. */
export class ServerFaults {
  readonly #faults: Faults
  readonly #clock: SystemClock

  constructor(faults: Faults, clock: SystemClock) {
    this.#faults = faults
    this.#clock = clock
  }

  /** Puts a rule in force until it is removed. Throws a UsageError, code ERR_FAULT, for a rule that makes no sense. */
  add(fault: Fault): ActiveFault {
    this.#clock.refresh()
    const id = this.#faults.add(this.#ruleOf(fault))
    const inForce = this.#faults.all.find((each) => each.id === id)!
    const remove = (): void => {
      this.#faults.remove(id)
    }
    return {
      id,
      get met() {
        return inForce.met
      },
      get struck() {
        return inForce.struck
      },
      remove,
      [Symbol.dispose]: remove,
    }
  }

  /** Takes one away by its number; says whether it was there. */
  remove(id: number): boolean {
    return this.#faults.remove(id)
  }

  /** Takes all rules away. */
  clear(): void {
    this.#faults.clear()
  }

  /** The rules in force, in the order in which they are asked. */
  get all(): readonly FaultInForce[] {
    return this.#faults.all
  }

  #ruleOf({ latency, from, until, ...rule }: Fault): FaultRule {
    const complete: FaultRule = {
      ...rule,
      ...(latency === undefined ? {} : { latency: latencyOf(latency) }),
      ...(from === undefined ? {} : { from: this.#momentOf(from) }),
      ...(until === undefined ? {} : { until: this.#momentOf(until) }),
    }
    checkFault(complete)
    return complete
  }

  #momentOf(moment: Date | Duration): number {
    if (moment instanceof Date) return moment.getTime()
    return this.#clock.now() + toMilliseconds(moment)
  }
}

function latencyOf(latency: NonNullable<Fault['latency']>): Latency {
  if (typeof latency !== 'object') return toMilliseconds(latency)
  if ('min' in latency) {
    return { min: toMilliseconds(latency.min), max: toMilliseconds(latency.max) }
  }
  return { mean: toMilliseconds(latency.mean), deviation: toMilliseconds(latency.deviation) }
}
