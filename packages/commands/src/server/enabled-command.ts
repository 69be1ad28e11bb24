import type { Client } from '../client.ts'

/** What a parameter such as enable-debug-command says of this client: no, yes, or local for clients of this machine. */
export function isAllowedTo(client: Client, parameter: string): boolean {
  const allowed = client.server.config.value(parameter)
  return allowed === 'yes' || (allowed === 'local' && isLocal(client))
}

function isLocal({ connection }: Client): boolean {
  if (connection.kind === 'unix' || connection.kind === 'in-process') return true
  return connection.address.startsWith('127.0.0.1:') || connection.address.startsWith('[::1]:')
}
