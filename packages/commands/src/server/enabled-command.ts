import type { Client, ConnectionPort } from '../client.ts'

/** What a parameter such as enable-debug-command says of this client: no, yes, or local for clients of this machine. */
export function isAllowedTo(client: Client, parameter: string): boolean {
  const allowed = client.server.config.value(parameter)
  return allowed === 'yes' || (allowed === 'local' && isLocal(client.connection))
}

/** A client of this machine, by the two addresses that Redis takes for that. */
export function isLocal({ kind, address }: Pick<ConnectionPort, 'kind' | 'address'>): boolean {
  if (kind === 'unix' || kind === 'in-process') return true
  return address.startsWith('127.0.0.1:') || address.startsWith('[::1]:')
}
