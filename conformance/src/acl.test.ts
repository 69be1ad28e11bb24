import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Contestant } from './contestant.ts'
import { AclDraws } from './generate/acl.ts'
import { Dice } from './generate/dice.ts'
import { ReplyComparison } from './normalise/comparison.ts'
import { findRedisServer, startRedisServer } from './redis-server.ts'
import { residentCommands, startResident } from './resident.ts'
import { fetchCommandInfo, withSubcommands } from './table.ts'
import { printReply } from './transcript/print.ts'
import { Wire } from './wire.ts'

const DRAWS = 10_000
const BATCH = 100

describe.skipIf(findRedisServer() === undefined)('users at random', () => {
  let oracle: Contestant
  let ours: Contestant
  beforeAll(async () => {
    oracle = await startRedisServer()
    ours = await startResident()
  })
  afterAll(async () => {
    await oracle.stop()
    await ours.stop()
  })

  async function drawsFrom(seed: number): Promise<AclDraws> {
    const commands = withSubcommands(await fetchCommandInfo(oracle))
    const here = new Set(residentCommands())
    return new AclDraws(
      new Dice(seed),
      commands,
      commands.filter(({ name }) => here.has(name)),
    )
  }

  test.each([2, 3])('are described alike and may do the same, RESP%i', async (resp) => {
    const wires = [new Wire(await oracle.connect()), new Wire(await ours.connect())] as const
    for (const wire of wires) await wire.call('HELLO', String(resp))
    const draws = await drawsFrom(resp)
    const comparison = new ReplyComparison({ generated: true, encoding: () => undefined })
    for (let drawn = 0; drawn < DRAWS; drawn += BATCH) {
      const requests = Array.from({ length: BATCH }, () => draws.next())
      for (const wire of wires) for (const request of requests) wire.send(request)
      for (const request of requests) {
        const [expected, actual] = [await wires[0].next(), await wires[1].next()]
        if (expected === undefined || actual === undefined) throw new Error('connection closed')
        const [theirs, own] = [printReply(expected), printReply(actual)]
        const verdict = comparison.compare(request, actual, theirs === own, () => expected)
        if (verdict === 'different') {
          expect({ request, reply: own }).toEqual({ request, reply: theirs })
        }
      }
    }
    for (const wire of wires) wire.close()
    expect([...comparison.normalised.keys()].sort()).toEqual(['acl|cat', 'acl|getuser', 'acl|list'])
  })
})
