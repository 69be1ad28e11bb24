import type { Client, ConnectionPort } from '../client.ts'

/** Whether a parameter such as enable-debug-command (no, yes, or local for local connections) allows this client the command. */
export function isAllowedTo(client: Client, parameter: string): boolean {
  const allowed = client.server.config.value(parameter)
  return allowed === 'yes' || (allowed === 'local' && isLocal(client.connection))
}

/** Whether the connection is local; as in Redis, two addresses count as such. */
export function isLocal({ kind, address }: Pick<ConnectionPort, 'kind' | 'address'>): boolean {
  if (kind === 'unix' || kind === 'in-process') return true
  return address.startsWith('127.0.0.1:') || address.startsWith('[::1]:')
}
