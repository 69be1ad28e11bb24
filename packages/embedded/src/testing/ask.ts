import { once } from 'node:events'
import type { Duplex } from 'node:stream'

/** What comes back first when a connection is told this line. */
export async function ask(socket: Duplex, request: string): Promise<string> {
  socket.write(`${request}\r\n`)
  return String((await once(socket, 'data'))[0])
}
