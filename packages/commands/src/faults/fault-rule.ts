import type { ServerState } from './server-state.ts'

/** For how long an answer keeps waiting, in milliseconds. */
export type Latency =
  | number
  /** Any time between the two, each as likely. */
  | { readonly min: number; readonly max: number }
  /** A normal distribution, cut at zero. */
  | { readonly mean: number; readonly deviation: number }

/** Which requests a fault strikes. What is left out excludes none. */
export interface FaultTarget {
  /** Commands by name, any one of them: `get`, `config`, `config|set`, `x*`. In any case. */
  readonly command?: string | readonly string[]
  /** A pattern as KEYS takes it, that one of the request's keys matches. */
  readonly key?: string
  /** A pattern for the name that the client has given itself (CLIENT SETNAME). */
  readonly client?: string
  /** Which of the requests that match so far, counted from 1. */
  readonly nth?: number | readonly number[]
  /** Of these, how many: 0 to 1. */
  readonly probability?: number
  /** What the rule's chance starts from; the same seed strikes the same requests. Default: drawn from the server's. */
  readonly seed?: number
  /** How often it strikes at most. */
  readonly times?: number
  /** Unix milliseconds of the server's clock: not before … */
  readonly from?: number
  /** … and no more from then on. */
  readonly until?: number
}

/** What happens to them. `latency` goes with any one of the others. */
export interface FaultEffect {
  /** Waits in the server's clock before anything else happens. */
  readonly latency?: Latency
  /** The answer is this error, and nothing is executed: `ERR out of luck`, any code. */
  readonly error?: string
  /** The server refuses what a Redis in that state refuses, in its words; other requests it answers. */
  readonly state?: ServerState
  /** The connection ends: before the command is executed, or after, the answer being lost. */
  readonly drop?: 'before' | 'after'
  /** The command is executed, and the connection ends after so many bytes of its answer; below 1, after such a part of it. */
  readonly partial?: number
  /** Nothing is answered nor executed, and the connection stays, until the rule is taken away: then it goes on. */
  readonly blackHole?: true
}

export interface FaultRule extends FaultTarget, FaultEffect {}

/** The server seems to load its data: between which moments, in Unix milliseconds. */
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
