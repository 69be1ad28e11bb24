import type { Client } from '@resident/commands'

/** A client's connection, as far as it can be lost. */
export interface Losable {
  readonly client: Client
  kill(): void
}

/** A fault of ours beside any command costs this client its connection, and nobody else anything. */
export function lose(connection: Losable, error: unknown, at: 'input' | 'output'): void {
  const { client } = connection
  client.server.onFault({ error, command: at, client })
  connection.kill()
}
