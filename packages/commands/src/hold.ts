import type { Client } from './client.ts'
import type { Argv } from './command.ts'

/** The client's request must wait: its connection keeps it, and executes nothing more. */
export function hold(client: Client, argv: Argv): void {
  client.blocked = true
  client.postponed = argv
}

/** The client asks again; soon, not within this call. */
export function letGo(client: Client): void {
  client.blocked = false
  client.connection.unblocked()
}
