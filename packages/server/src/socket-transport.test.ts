import { strict as assert } from 'node:assert'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { test, vi } from 'vitest'
import { SocketTransport } from './socket-transport.ts'

const MIB = 1 << 20
const PATIENCE = 30_000

function sees(isSo: () => boolean): Promise<void> {
  return vi.waitFor(() => assert.ok(isSo()), { timeout: PATIENCE, interval: 5 })
}

test('what is pending falls while the peer takes it, though it was written in one go', {
  timeout: 3 * PATIENCE,
}, async () => {
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
  await sees(() => taken >= enough && transport.pending <= 18 * MIB)
  enough = Number.POSITIVE_INFINITY
  peer.resume()
  await sees(() => taken === 32 * MIB && transport.pending === 0)

  peer.destroy()
  socket.destroy()
  net.close()
})

test('sockets read into one buffer, and what comes while one is paused is kept from it', async () => {
  const received: { from: string; text: string; memory: ArrayBufferLike }[] = []
  const net = createServer({ pauseOnConnect: true, allowHalfOpen: true }).listen(0, '127.0.0.1')
  await once(net, 'listening')
  const client = async (from: string): Promise<{ peer: Socket; transport: SocketTransport }> => {
    const peer = connect((net.address() as AddressInfo).port, '127.0.0.1')
    const [socket] = (await once(net, 'connection')) as [Socket]
    const transport = new SocketTransport(socket, 'tcp', '')
    const receive = (chunk: Buffer): void =>
      void received.push({ from, text: chunk.toString(), memory: chunk.buffer })
    transport.attach({ receive, closed: () => {} }, 0)
    return { peer, transport }
  }
  const a = await client('a')
  const b = await client('b')
  a.peer.write('one')
  await sees(() => received.length === 1)
  a.transport.pause()
  a.peer.write('two')
  await sees(() => a.peer.bytesWritten === 6 && a.peer.writableLength === 0)
  b.peer.write('three')
  await sees(() => received.length === 2)
  a.transport.resume()
  await sees(() => received.length === 3)

  assert.deepEqual(
    received.map(({ from, text }) => `${from} ${text}`),
    ['a one', 'b three', 'a two'],
  )
  assert.equal(received[0]!.memory, received[1]!.memory)
  for (const { peer, transport } of [a, b]) {
    peer.destroy()
    transport.destroy()
  }
  net.close()
})
