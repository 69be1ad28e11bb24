import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Contestant } from './contestant.ts'
import { type Fault, plant } from './generate/faulty.ts'
import { CLUSTER_CONFIG } from './generate/one-node.ts'
import { runSession, type SessionResult } from './generate/session.ts'
import { asArguments, findRedisServer, startRedisServer } from './redis-server.ts'
import { residentCommands, startResident } from './resident.ts'
import { fetchCommandInfo, withSubcommands } from './table.ts'

describe.skipIf(findRedisServer() === undefined)('random commands', () => {
  let oracle: Contestant
  let other: Contestant
  let available: ReadonlySet<string>
  beforeAll(async () => {
    oracle = await startRedisServer()
    other = await startRedisServer()
    const table = await fetchCommandInfo(oracle)
    available = new Set(withSubcommands(table).map(({ name }) => name))
  })
  afterAll(async () => {
    await oracle.stop()
    await other.stop()
  })

  async function find(fault: Fault, only: string[]): Promise<string[]> {
    const found: string[] = []
    await runSession({
      oracle,
      ours: plant(fault, other),
      available,
      commands: 5000,
      seed: 1,
      only,
      onMismatch: (snippet) => found.push(snippet),
      mostKinds: 1,
    })
    return found
  }

  test('find nothing between two real servers', async () => {
    const result = await runSession({ oracle, ours: other, available, commands: 20_000, seed: 1 })
    expect([...result.mismatches.keys()]).toEqual([])
    expect(result.reach.tallies.size).toBeGreaterThan(150)
  })

  test('find a reply that is wrong, and shrink the way to it', async () => {
    const fault: Fault = {
      reply: ([name], raw) =>
        name?.toUpperCase() === 'HSTRLEN' && /^:[1-9]/.test(raw) ? ':999\r\n' : raw,
    }
    const [snippet] = await find(fault, ['hset', 'hdel', 'hstrlen', 'hget', 'hincrby'])
    const lines = snippet?.split('\n') ?? []
    expect(lines[0]).toMatch(/^hstrlen: integer \/ integer/)
    expect(lines.at(-1)).toBe('+ (integer) 999')
    expect(lines.filter((line) => line.startsWith('>'))).toHaveLength(2)
  })

  test('find a change of state that no reply shows', async () => {
    const fault: Fault = {
      request: (argv) =>
        argv[0]?.toUpperCase() === 'LTRIM' && argv.length === 4
          ? ['LTRIM', argv[1] ?? '', '0', '-1']
          : argv,
    }
    const [snippet] = await find(fault, ['ltrim', 'rpush', 'lset'])
    const requests = (snippet ?? '').split('\n').filter((line) => line.startsWith('>'))
    expect(requests.map((line) => line.split(' ')[1]?.toUpperCase())).toEqual(
      expect.arrayContaining(['LTRIM']),
    )
    expect(requests.length).toBeLessThanOrEqual(4)
  })

  test.each([
    ['btree', false],
    ['map', false],
    ['btree', true],
  ] as const)(
    'find nothing between redis-server and ours, on %s, called by scripts: %s',
    async (engine, scripts) => {
      const ours = await startResident({ engine })
      const found: string[] = []
      const result: SessionResult = await runSession({
        oracle,
        ours,
        available: new Set(residentCommands()),
        commands: 10_000,
        seed: 1,
        scripts,
        onMismatch: (snippet) => found.push(snippet),
        mostKinds: 5,
      })
      await ours.stop()
      expect(found.join('\n\n')).toBe('')
      expect([...result.mismatches.keys()]).toEqual([])
    },
  )

  test('find nothing between two nodes that are each a cluster', async () => {
    const node = await startRedisServer({ arguments: asArguments(CLUSTER_CONFIG) })
    const ours = await startResident({ config: CLUSTER_CONFIG })
    const { mismatches, reach } = await runSession({
      oracle: node,
      ours,
      available: new Set(residentCommands()),
      commands: 2000,
      seed: 1,
      cluster: true,
      only: ['cluster', 'get', 'del', 'xread', 'zunionstore', 'asking', 'restore-asking'],
    })
    await ours.stop()
    await node.stop()
    expect([...mismatches.keys()]).toEqual([])
    expect(reach.tallies.get('cluster|addslots')?.successes).toBeGreaterThan(0)
  })
})
