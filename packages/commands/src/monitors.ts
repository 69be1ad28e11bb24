import { ascii, type Bytes } from '@resident/bytes'
import { type Client, Mode } from './client.ts'
import type { Argv } from './command.ts'
import { Gate } from './gate.ts'
import { quoted } from './quoted.ts'
import type { ServerPort } from './server-port.ts'
import { shownArgv } from './shown-argv.ts'
import type { Row } from './table.ts'

/** The clients that MONITOR: they are shown every command after it has run. */
export class Monitors {
  readonly #server: ServerPort
  readonly #clients = new Set<Client>()

  constructor(server: ServerPort) {
    this.#server = server
  }

  add(client: Client): void {
    this.#clients.add(client)
    client.set(Mode.MONITOR, true)
    this.#server.guard(Gate.MONITORED, true)
  }

  /** Ends MONITOR for the client; harmless if it does not monitor. */
  release(client: Client): void {
    if (!this.#clients.delete(client)) return
    client.set(Mode.MONITOR, false)
    this.#server.guard(Gate.MONITORED, this.#clients.size > 0)
  }

  /** Shows a command. */
  feed(client: Client, row: Row, argv: Argv): void {
    const line = this.#line(client, shownArgv(row, argv))
    for (const monitor of this.#clients) {
      // CLIENT REPLY mutes these as it mutes replies; SKIP does so as soon as its own request has finished.
      const { replyMode, connection } = monitor
      const isHeard = replyMode === 'on' || (replyMode === 'skip' && monitor === client)
      if (isHeard) connection.pushed().status(line)
    }
  }

  #line(client: Client, argv: Argv): Bytes {
    const micros = this.#server.clock.micros()
    const seconds = Math.floor(micros / 1e6)
    const fraction = String(micros % 1e6).padStart(6, '0')
    const words = argv.map(quoted).join(' ')
    return ascii(`${seconds}.${fraction} [${client.db.index} ${placeOf(client)}] ${words}`)
  }
}

function placeOf(client: Client): string {
  const { address, kind } = client.connection
  if (client.is(Mode.SCRIPT)) return 'lua'
  return kind === 'unix' ? `unix:${address.replace(/:0$/, '')}` : address
}
