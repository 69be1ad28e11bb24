import { strict as assert } from 'node:assert'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { type Contender, startContenders } from './both-servers.ts'
import { adding } from './bullmq/adding.ts'
import { flows } from './bullmq/flows.ts'
import { limiting } from './bullmq/limiting.ts'
import { managing } from './bullmq/managing.ts'
import { play } from './bullmq/stage.ts'
import { working } from './bullmq/working.ts'

let contenders: readonly Contender[]

beforeAll(async () => {
  contenders = await startContenders()
})

afterAll(() => Promise.all(contenders.map((contender) => contender.stop())))

for (const [about, scenarios] of Object.entries({ adding, working, managing, limiting, flows })) {
  describe(`BullMQ, ${about}`, () => {
    for (const [name, scenario] of Object.entries(scenarios)) {
      test(name, async () => {
        const [ours, theirs] = await Promise.all(contenders.map((each) => play(scenario, each)))
        if (theirs !== undefined) assert.deepEqual(ours, theirs)
      })
    }
  })
}
