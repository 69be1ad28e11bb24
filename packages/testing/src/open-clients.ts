import type { ConnectedClient, Resident } from '@resident/embedded'

/** How long clients that were told to disconnect may take, in milliseconds. */
const GRACE = 250

/** A test has left clients open, which would keep its process alive or disturb the next test. */
export class OpenClientsError extends Error {
  override readonly name = 'OpenClientsError'
  readonly code = 'ERR_OPEN_CLIENTS'

  constructor(clients: readonly ConnectedClient[]) {
    const count = clients.length === 1 ? '1 client was' : `${clients.length} clients were`
    super(
      `${count} left open: end them (quit, disconnect, close) before the test does.\n${clients.map(line).join('\n')}`,
    )
  }
}

/** Closes a server after giving its clients time to disconnect. Throws an OpenClientsError that names those that did not. */
export async function closeServer(redis: Resident, openClients: 'fail' | 'close'): Promise<void> {
  const left = openClients === 'close' || (await redis.whenClientsGone(GRACE)) ? [] : redis.clients
  await redis.close()
  if (left.length > 0) throw new OpenClientsError(left)
}

function line(client: ConnectedClient): string {
  const { id, name, address, kind, lastCommand, blocked, subscriptions } = client
  const facts = [
    lastCommand === undefined ? 'has sent nothing' : `last sent ${lastCommand.toUpperCase()}`,
    ...(blocked ? ['waits for its answer'] : []),
    ...(subscriptions > 0 ? [`listens to ${subscriptions} channels`] : []),
  ]
  const who = name === '' ? `client ${id}, which has no name` : `client ${id}, '${name}'`
  return `  ${who} (${kind === 'in-process' ? kind : address}): ${facts.join(', ')}`
}
