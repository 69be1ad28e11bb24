import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** A connection to a unix socket, or to a port of this machine. */
export async function dial(address: string | number): Promise<Socket> {
  const socket = typeof address === 'string' ? connect(address) : connect(address, '127.0.0.1')
  socket.setNoDelay()
  await once(socket, 'connect')
  return socket
}
