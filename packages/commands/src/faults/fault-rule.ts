import type { ServerState } from './server-state.ts'

/** How long a reply is delayed, in milliseconds. */
export type Latency =
  | number
  /** Any time between the two, each as likely. */
  | { readonly min: number; readonly max: number }
  /** A normal distribution, cut at zero. */
  | { readonly mean: number; readonly deviation: number }

/** Which requests a fault strikes. A condition that is left out excludes none. */
export interface FaultTarget {
  /** Patterns for the name of the command, in any case; one must match: `get`, `config`, `config|set`, `x*`. */
  readonly command?: string | readonly string[]
  /** A pattern, as for KEYS, that one of the request's keys must match. */
  readonly key?: string
  /** A pattern for the name that the client has given itself (CLIENT SETNAME). */
  readonly client?: string
  /** Which of the requests that match so far, counted from 1. */
  readonly nth?: number | readonly number[]
  /** The probability, from 0 to 1, with which each of these is struck. */
  readonly probability?: number
  /** The seed of the rule's random numbers: the same seed strikes the same requests. Default: drawn from the server's. */
  readonly seed?: number
  /** How often it strikes at most. */
  readonly times?: number
  /** Strikes from this moment on, in Unix milliseconds of the server's clock … */
  readonly from?: number
  /** … and until just before this one. */
  readonly until?: number
}

/** What happens to them. `latency` can be combined with any one of the others. */
export interface FaultEffect {
  /** The request waits, by the server's clock, before anything else happens. */
  readonly latency?: Latency
  /** The reply is this error, with any code (`ERR out of luck`), and nothing is executed. */
  readonly error?: string
  /** What Redis refuses in this state is refused in its words; other requests are answered. */
  readonly state?: ServerState
  /** The connection is closed before the command is executed, or after, so that the reply is lost. */
  readonly drop?: 'before' | 'after'
  /** The command is executed, and the connection is closed after this many bytes of its reply; below 1, after this part of it. */
  readonly partial?: number
  /** Nothing is executed or answered, and the connection stays open, until the rule is removed: then it goes on. */
  readonly blackHole?: true
}

export interface FaultRule extends FaultTarget, FaultEffect {}

/** The time during which the server seems to be loading its data, in Unix milliseconds. */
export interface Loading {
  readonly since: number
  readonly until: number | undefined
}

/** A rule in force, and what it has done. */
export interface FaultInForce {
  readonly id: number
  readonly rule: FaultRule
  /** How many requests it matched, before `nth` and what follows it. */
  readonly met: number
  /** How many it struck. */
  readonly struck: number
}
