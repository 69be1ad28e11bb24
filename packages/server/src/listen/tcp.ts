import { createServer } from 'node:net'
import type { Server } from '../server.ts'
import { type Listener, openListener, type TcpAddress } from './listener.ts'

/** Listens for TCP clients; resolves when it does, with the address it got. */
export function listenTcp(server: Server, address: TcpAddress): Promise<Listener> {
  const net = createServer({ noDelay: true, allowHalfOpen: true })
  return openListener(server, { net, kind: 'tcp', address, event: 'connection' })
}
