import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Contestant } from './contestant.ts'
import { AclDraws } from './generate/acl.ts'
import { Dice } from './generate/dice.ts'
import { ReplyComparison } from './normalise.ts'
import { RECORDED } from './paths.ts'
import { findRedisServer, startRedisServer } from './redis-server.ts'
import { residentCommands, startResident } from './resident.ts'
import { type CommandInfo, fetchCommandInfo } from './table.ts'
import { printReply } from './transcript/print.ts'
import { Wire } from './wire.ts'

const DRAWS = 20_000
const BATCH = 100

/** How users are described hangs on every command that there is, so this waits until ours has them all. */
const recorded = JSON.parse(
  readFileSync(join(RECORDED, 'command-info.json'), 'utf8'),
) as readonly CommandInfo[]
const ourNames = new Set(residentCommands())
const isComplete = recorded
  .flatMap((each) => [each, ...each.subcommands])
  .every(({ name }) => ourNames.has(name))

describe.skipIf(findRedisServer() === undefined || !isComplete)('users at random', () => {
  let oracle: Contestant
  let ours: Contestant
  let commands: readonly CommandInfo[]
  beforeAll(async () => {
    oracle = await startRedisServer()
    ours = await startResident()
    commands = (await fetchCommandInfo(oracle)).flatMap((each) => [each, ...each.subcommands])
  })
  afterAll(async () => {
    await oracle.stop()
    await ours.stop()
  })

  test.each([2, 3])('are described and may do the same at both, RESP%i', async (resp) => {
    const [theirWire, ourWire] = [new Wire(await oracle.connect()), new Wire(await ours.connect())]
    for (const wire of [theirWire, ourWire]) await wire.call('HELLO', String(resp))
    const draws = new AclDraws(new Dice(resp), commands)
    const comparison = new ReplyComparison({ generated: true, encoding: () => undefined })
    for (let drawn = 0; drawn < DRAWS; drawn += BATCH) {
      const batch = Array.from({ length: BATCH }, () => draws.next())
      for (const request of batch) {
        theirWire.send(request)
        ourWire.send(request)
      }
      for (const request of batch) {
        const [expected, actual] = [await theirWire.next(), await ourWire.next()]
        if (expected === undefined || actual === undefined) throw new Error('connection closed')
        const texts = [printReply(expected), printReply(actual)] as const
        const verdict = comparison.compare(request, actual, texts[0] === texts[1], () => expected)
        if (verdict === 'different')
          expect({ request, reply: texts[1] }).toEqual({ request, reply: texts[0] })
      }
    }
    theirWire.close()
    ourWire.close()
  })
})
