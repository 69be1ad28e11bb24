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
 * A command on its way: knows whether it has been written to a connection, which is what decides whether it may be
 * tried again.
 *
 * One that was given up while it waited for a connection is still in ioredis's queue. When its turn comes, a PING goes
 * instead: what a caller was told has failed does not happen afterwards.
 */
export class Sent extends Command {
  /** How many times it has been written: more than once where Redis Cluster redirected it. */
  writes = 0
  ending: Ending | undefined
  /** On the stopwatch, when it is too late. */
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
