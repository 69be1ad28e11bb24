import type { Duplex } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import type { Resident } from '../resident.ts'

/** A client for tests: says lines of inline commands, and hears what comes back. */
export class Session {
  readonly socket: Duplex
  heard = ''

  constructor(redis: Resident) {
    this.socket = redis.connect()
    this.socket.on('data', (chunk) => {
      this.heard += chunk
    })
  }

  /** What it hears when it has said this and the server has done what it will do by itself. */
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
