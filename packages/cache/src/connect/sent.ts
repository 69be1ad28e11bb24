import { Command } from 'ioredis'
import type { Argument } from '../operation.ts'

const PING = '*1\r\n$4\r\nPING\r\n'

/** Why a command was given up before it was answered. */
export type Ending = 'late' | 'cut'

const REASONS: Readonly<Record<Ending, string>> = {
  late: 'no answer in time',
  cut: 'the connection was lost',
}

/**
 * A command on its way. It knows whether it has been written to a connection, which decides whether it may be tried again.
 *
 * A command that was given up while it waited for a connection is still in ioredis's queue. When its turn comes, a PING is
 * sent instead, so that an operation whose caller was told that it failed does not happen later.
 */
export class Sent extends Command {
  /** How many times it has been written: more than once if Redis Cluster redirected it. */
  writes = 0
  ending: Ending | undefined
  /** When it times out, in milliseconds of `elapsed()`. */
  readonly tooLate: number
  // Neighbours in the list of what is pending.
  earlier: Sent | undefined
  later: Sent | undefined

  constructor(name: string, argv: Argument[], binary: boolean, tooLate: number) {
    super(name, argv, { replyEncoding: binary ? null : 'utf8' })
    this.tooLate = tooLate
  }

  override toWritable(socket: object): string | Buffer {
    if (this.ending !== undefined) return PING
    this.writes++
    return super.toWritable(socket)
  }

  giveUp(ending: Ending, reason: Error = new Error(REASONS[ending])): void {
    this.ending = ending
    this.reject(reason)
  }
}
