import { strict as assert } from 'node:assert'
import type { Scenario } from './stage.ts'

/** How jobs come into a queue. */
export const adding: Readonly<Record<string, Scenario>> = {
  'a job waits': async (stage) => {
    const queue = stage.queue()
    const job = await queue.add('greet', { name: 'Ada' })
    assert.equal(await job.getState(), 'waiting')
    return [job.id, await queue.getJobCounts()]
  },

  'jobs have data of any kind': async (stage) => {
    const queue = stage.queue()
    const data = { text: 'grüße ☃', bytes: '\u0000\u0001', list: [1, 'two', null], deep: { a: {} } }
    const job = await queue.add('mixed', data)
    assert.deepEqual((await queue.getJob(job.id!))?.data, data)
    return (await queue.getWaiting()).map((each) => each.data)
  },

  'jobs come in bulk': async (stage) => {
    const queue = stage.queue()
    const jobs = await queue.addBulk(
      Array.from({ length: 25 }, (_, i) => ({ name: `job${i}`, data: { i } })),
    )
    assert.equal(await queue.getWaitingCount(), 25)
    return jobs.map((job) => job.id)
  },

  'the last comes first where it is to': async (stage) => {
    const queue = stage.queue()
    for (const name of ['a', 'b', 'c']) await queue.add(name, {})
    await queue.add('urgent', {}, { lifo: true })
    return (await queue.getWaiting()).map((job) => job.name)
  },

  'a job with a known id is added once': async (stage) => {
    const queue = stage.queue()
    await queue.add('first', { n: 1 }, { jobId: 'mine' })
    await queue.add('second', { n: 2 }, { jobId: 'mine' })
    assert.equal(await queue.count(), 1)
    return (await queue.getJob('mine'))?.data
  },

  'jobs of greater importance come first': async (stage) => {
    const queue = stage.queue()
    for (const [name, priority] of [
      ['low', 10],
      ['high', 1],
      ['middle', 5],
      ['high too', 1],
    ] as const) {
      await queue.add(name, {}, { priority })
    }
    await queue.add('none', {})
    return {
      counts: await queue.getCountsPerPriority([0, 1, 5, 10]),
      prioritized: (await queue.getPrioritized()).map((job) => job.name),
    }
  },

  'a delayed job waits for its time': async (stage) => {
    const queue = stage.queue()
    const job = await queue.add('later', {}, { delay: 3_600_000 })
    assert.equal(await job.getState(), 'delayed')
    await queue.add('even later', {}, { delay: 7_200_000, priority: 3 })
    return [await queue.getDelayedCount(), (await queue.getDelayed()).map((each) => each.name)]
  },

  'the same job is not added twice while it lasts': async (stage) => {
    const queue = stage.queue()
    const first = await queue.add('a', { n: 1 }, { deduplication: { id: 'once' } })
    const second = await queue.add('b', { n: 2 }, { deduplication: { id: 'once' } })
    assert.equal(second.id, first.id)
    const before = await queue.getDeduplicationJobId('once')
    const removed = await queue.removeDeduplicationKey('once')
    await queue.add('c', { n: 3 }, { deduplication: { id: 'once' } })
    return { before, removed, count: await queue.count() }
  },

  'deduplication for a while': async (stage) => {
    const queue = stage.queue()
    for (let n = 0; n < 3; n++) {
      await queue.add('a', { n }, { deduplication: { id: 'once', ttl: 3_600_000 } })
    }
    return queue.count()
  },

  'a delayed job is replaced by its like': async (stage) => {
    const queue = stage.queue()
    const deduplication = { id: 'once', ttl: 3_600_000, extend: true, replace: true }
    for (let n = 0; n < 3; n++) {
      await queue.add('a', { n }, { delay: 1_800_000, deduplication })
    }
    return (await queue.getDelayed()).map((job) => job.data)
  },

  'data beyond a limit are refused': async (stage) => {
    const queue = stage.queue()
    await assert.rejects(queue.add('big', { text: 'x'.repeat(100) }, { sizeLimit: 50 }))
    return queue.count()
  },
}
