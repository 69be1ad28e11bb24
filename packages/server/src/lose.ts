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

/** The deed, so that a fault of ours in it is the connection's loss and not the caller's. */
export function atItsOwnRisk<C extends Losable>(
  deed: (connection: C) => void,
  at: 'input' | 'output',
): (connection: C) => void {
  return (connection) => {
    try {
      deed(connection)
    } catch (error) {
      lose(connection, error, at)
    }
  }
}
