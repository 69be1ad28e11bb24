import type { Client } from './client.ts'
import type { Argv } from './command.ts'

/** Puts the client's request off: its connection keeps it, and executes nothing more. */
export function hold(client: Client, argv: Argv): void {
  client.blocked = true
  client.postponed = argv
}

/** Has the client's request executed again: soon, but not within this call. */
export function letGo(client: Client): void {
  client.blocked = false
  client.connection.unblocked()
}
