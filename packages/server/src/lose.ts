import type { Client } from '@resident/commands'

/** What `lose` needs of a connection. */
export interface Losable {
  readonly client: Client
  kill(): void
}

/** Reports an internal error outside any command, and closes the connection of the client concerned; others are not affected. */
export function lose(connection: Losable, error: unknown, at: 'input' | 'output'): void {
  const { client } = connection
  client.server.onFault({ error, command: at, client })
  connection.kill()
}

/** Wraps `deed` so that an internal error in it closes the connection instead of reaching the caller. */
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
