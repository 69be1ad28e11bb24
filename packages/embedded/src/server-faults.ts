import type { FaultInForce, FaultRule, Faults, Latency } from '@resident/commands'
import type { SystemClock } from '@resident/keyspace'
import { checkFault } from './check-fault.ts'
import { type Duration, toMilliseconds } from './duration.ts'

/**
 * A rule for `faults.add`: which requests it strikes (what is left out does not restrict it), and what happens to them (at
 * most one of `error`, `state`, `drop`, `partial` and `blackHole`, with `latency` or without).
 */
export interface Fault extends Omit<FaultRule, 'latency' | 'from' | 'until'> {
  /** How long requests wait on the server's clock: a time, or a distribution of times. */
  readonly latency?:
    | Duration
    | { readonly min: Duration; readonly max: Duration }
    | { readonly mean: Duration; readonly deviation: Duration }
  /** The rule begins at this moment; a duration counts from now. */
  readonly from?: Date | Duration
  /** The rule ends at this moment; a duration counts from now. */
  readonly until?: Date | Duration
}

/** A fault in force. Declared with `using`, it is removed at the end of the block. */
export interface ActiveFault {
  readonly id: number
  /** How many requests matched it, not regarding `nth`, `probability` and `times`. */
  readonly met: number
  /** How many of them it struck. */
  readonly struck: number
  remove(): void
  [Symbol.dispose](): void
}

/** Faults made on request. They strike the requests of clients, but not the commands that EXEC and scripts run. */
export class ServerFaults {
  readonly #faults: Faults
  readonly #clock: SystemClock

  constructor(faults: Faults, clock: SystemClock) {
    this.#faults = faults
    this.#clock = clock
  }

  /** Puts a rule in force until it is removed. Throws a UsageError with code ERR_FAULT for an invalid rule. */
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

  /** Removes the rule with this number; returns whether there was one. */
  remove(id: number): boolean {
    return this.#faults.remove(id)
  }

  /** Removes all rules. */
  clear(): void {
    this.#faults.clear()
  }

  /** The rules in force, in the order in which they are checked. */
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
