import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { type Resident, startServer } from '@resident/embedded'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Contestant } from './contestant.ts'
import { findRedisServer, startRedisServer } from './redis-server.ts'
import { printReply } from './transcript/print.ts'
import { Wire } from './wire.ts'

// CONFIG SET of where to listen, which no transcript can tell of: ports are free or taken by chance.

/** FREE stands for a port that is each server's own, TAKEN for one that somebody else has. */
const STEPS: readonly (readonly string[])[] = [
  ['port', 'TAKEN'],
  ['bind', '192.0.2.1'],
  ['bind', '127.0.0.1'],
  ['port', 'TAKEN'],
  ['port', 'FREE'],
  ['port', 'FREE'],
  ['port', 'FREE', 'port', 'TAKEN'],
  ['port', 'TAKEN', 'maxmemory', '100mb'],
  ['maxmemory', '100mb', 'port', 'TAKEN'],
  ['bind', '192.0.2.1'],
  ['bind', '127.0.0.1 192.0.2.1'],
  ['bind', '192.0.2.1', 'port', '0'],
  ['bind', '127.0.0.1', 'port', 'FREE'],
  ['bind', '-192.0.2.1'],
  ['bind', '127.0.0.1 -192.0.2.1 -::7'],
  ['bind', '127.0.0.1 ::7'],
  ['bind', '127.0.0.1 127.0.0.1'],
  ['bind', '127.0.0.1  127.0.0.2'],
  ['bind', ' 127.0.0.1'],
  ['bind', '127.0.0.1 127.0.0.2 127.0.0.3 127.0.0.4'],
  ['bind', '1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17'],
  ['port', '0', 'bind', '192.0.2.1'],
  ['port', 'FREE'],
  ['port', 'TAKEN', 'bind', '192.0.2.1'],
  ['bind', '127.0.0.1', 'port', 'FREE'],
  ['bind', ''],
  ['bind', '127.0.0.1'],
  ['tls-port', 'TAKEN'],
  ['port', '0', 'tls-port', 'TAKEN'],
  ['tls-port', '0'],
  ['port', '65536'],
  ['port', '-1'],
  ['port', 'x'],
  ['port', ''],
  ['port', '0'],
]

async function hear(): Promise<Server> {
  const net = createServer().listen(0, '127.0.0.1')
  await once(net, 'listening')
  return net
}

function portOf(net: Server): string {
  return String((net.address() as AddressInfo).port)
}

async function freePort(): Promise<string> {
  const net = await hear()
  const port = portOf(net)
  net.close()
  await once(net, 'close')
  return port
}

describe.skipIf(findRedisServer() === undefined)('CONFIG SET of where to listen', () => {
  let oracle: Contestant
  let ours: Resident
  let taken: Server
  beforeAll(async () => {
    taken = await hear()
    oracle = await startRedisServer()
    ours = await startServer({ port: false, config: { bind: '* -::*' } })
  })
  afterAll(async () => {
    await oracle.stop()
    await ours.close()
    taken.close()
  })

  /** What a server says to a step, and what it is configured to be afterwards, its own port without its number. */
  async function play(wire: Wire, step: readonly string[], free: string): Promise<string> {
    const words = step.map((word) => ({ FREE: free, TAKEN: portOf(taken) })[word] ?? word)
    const replies = [await wire.call('CONFIG', 'SET', ...words)]
    for (const name of ['port', 'tls-port', 'bind', 'maxmemory']) {
      replies.push(await wire.call('CONFIG', 'GET', name))
    }
    return replies
      .map((reply) => printReply(reply))
      .join('\n')
      .replaceAll(free, 'FREE')
  }

  test('is answered as redis-server answers it', async () => {
    const wires = [new Wire(await oracle.connect()), new Wire(ours.connect())] as const
    const free = [await freePort(), await freePort()] as const
    for (const step of STEPS) {
      const expected = await play(wires[0], step, free[0])
      expect(await play(wires[1], step, free[1]), step.join(' ')).toBe(expected)
    }
  })
})
