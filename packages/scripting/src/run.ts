import type { Bytes } from '@resident/bytes'
import type { Argv, Client } from '@resident/commands'
import { Flag } from './script-flags.ts'

/** How long a script that has been halted runs between two turns of the event loop, in milliseconds. */
const SLICE = 8

/** What is to be run, and for whom. */
export interface RunRequest {
  readonly caller: Client
  readonly argv: Argv
  /** A script's SHA-1 in hexadecimal, or a function's name: errors tell it. */
  readonly name: Bytes
  /** EVAL and its other forms, not FCALL. */
  readonly isEval: boolean
  /** Bits of `Flag`. */
  readonly flags: number
  /** Called by a command whose name ends in _RO. */
  readonly readOnly: boolean
}

/** One run of a script or function, from its command to its reply. */
export class Run {
  readonly caller: Client
  readonly argv: Argv
  readonly name: Bytes
  readonly isEval: boolean
  /** It may not write. */
  readonly readOnly: boolean
  /** It may write although the memory is full. */
  readonly allowsOom: boolean
  /** It may use keys of several slots of a cluster. */
  readonly crossesSlots: boolean
  /** The slot of the keys that it was given, or else of the first that it has used. */
  slot: number | undefined
  /** By `elapsed()`, in milliseconds. */
  readonly startedAt: number
  /** When busy-reply-threshold is over, if ever, on the same clock. */
  readonly latestPause: number
  /** Until when it runs without a pause, on the same clock. */
  sliceEnd: number
  /** It has called a command that writes: it can no longer be stopped half-way. */
  wrote = false
  /** SCRIPT KILL or FUNCTION KILL has asked for its end. */
  killed = false

  constructor({ caller, argv, name, isEval, flags, readOnly }: RunRequest) {
    const declares = (flags & Flag.UNDECLARED) === 0
    this.caller = caller
    this.argv = argv
    this.name = name
    this.isEval = isEval
    this.readOnly = readOnly || (declares && (flags & Flag.NO_WRITES) !== 0)
    this.allowsOom = declares && (flags & Flag.ALLOW_OOM) !== 0
    this.crossesSlots = !declares || (flags & Flag.ALLOW_CROSS_SLOT_KEYS) !== 0
    const threshold = caller.server.config.busyReplyThreshold
    this.startedAt = caller.server.clock.elapsed()
    this.latestPause = threshold === 0 ? Number.POSITIVE_INFINITY : this.startedAt + threshold
    this.sliceEnd = this.latestPause
  }

  /** It goes on after a pause. */
  beginSlice(): void {
    this.sliceEnd = this.caller.server.clock.elapsed() + SLICE
  }

  /** How long it has been running, in milliseconds. */
  get duration(): number {
    return this.caller.server.clock.elapsed() - this.startedAt
  }
}
