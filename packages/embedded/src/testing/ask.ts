import { once } from 'node:events'
import type { Duplex } from 'node:stream'

/** Sends a line to a connection; resolves with the first chunk that comes back. */
export async function ask(socket: Duplex, request: string): Promise<string> {
  socket.write(`${request}\r\n`)
  return String((await once(socket, 'data'))[0])
}
