import { strict as assert } from 'node:assert'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import { test } from 'vitest'
import { SocketTransport } from './socket-transport.ts'

const MIB = 1 << 20

test('what is pending falls while the peer takes it, though it was written in one go', async () => {
  const net = createServer({ pauseOnConnect: true }).listen(0, '127.0.0.1')
  await once(net, 'listening')
  const peer = connect((net.address() as AddressInfo).port, '127.0.0.1')
  const [socket] = (await once(net, 'connection')) as [Socket]
  const transport = new SocketTransport(socket, 'tcp', '')
  transport.cork()
  for (let i = 0; i < 32; i++) transport.write(Buffer.alloc(MIB))
  transport.uncork()
  assert.ok(transport.pending > 18 * MIB)

  let taken = 0
  let enough = 16 * MIB
  peer.on('data', (chunk: Buffer) => {
    taken += chunk.length
    if (taken >= enough) peer.pause()
  })
  while (taken < enough || transport.pending > 18 * MIB) await turn()
  enough = Number.POSITIVE_INFINITY
  peer.resume()
  while (taken < 32 * MIB || transport.pending > 0) await turn()
  assert.equal(taken, 32 * MIB)

  peer.destroy()
  socket.destroy()
  net.close()
})
