import type { Duplex } from 'node:stream'

/** A server that can be played at: ours, or a real one. */
export interface Contestant {
  readonly name: string
  /** Of Redis, such as 7.0.15. */
  readonly version: string
  /** A new client connection, as bytes of RESP. */
  connect(): Promise<Duplex>
  /** Lets time pass: waits at a real server, moves the clock of ours. */
  advanceTime(milliseconds: number): Promise<void>
  stop(): Promise<void>
}
