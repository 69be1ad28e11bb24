import { chmodSync, lstatSync, unlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import type { Server } from '../server.ts'
import { type Listener, openListener, type UnixAddress } from './listener.ts'

/** Listens on a unix socket; resolves when it does. */
export async function listenUnix(server: Server, address: UnixAddress): Promise<Listener> {
  removeStale(address.path)
  const net = createServer({ allowHalfOpen: true })
  const listener = await openListener(server, { net, kind: 'unix', address, event: 'connection' })
  if (address.mode !== undefined && address.mode !== 0) chmodSync(address.path, address.mode)
  return listener
}

/** A leftover socket file would prevent listening; anything else at that path is not ours to remove. */
function removeStale(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found?.isSocket()) unlinkSync(path)
}
