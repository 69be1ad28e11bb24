import type { Duplex } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import type { Resident } from '../resident.ts'

/** A client for tests: sends lines of inline commands and gathers what comes back. */
export class Session {
  readonly socket: Duplex
  heard = ''

  constructor(redis: Resident) {
    this.socket = redis.connect()
    this.socket.on('data', (chunk) => {
      this.heard += chunk
    })
  }

  /** Sends these lines; resolves with what has come back when the server has finished whatever it does in the background. */
  async say(lines: string): Promise<string> {
    this.heard = ''
    this.socket.write(`${lines.trim().replaceAll('\n', '\r\n')}\r\n`)
    return this.listen()
  }

  async listen(): Promise<string> {
    await turn()
    await turn()
    return this.heard
  }
}
