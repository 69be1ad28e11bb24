import { strict as assert } from 'node:assert'
import { finished, type Scenario, until } from './stage.ts'

/** What is done to queues and to jobs in them. */
export const managing: Readonly<Record<string, Scenario>> = {
  'a paused queue gives no jobs': async (stage) => {
    const queue = stage.queue()
    await queue.add('before', {})
    await queue.pause()
    await queue.add('after', {})
    assert.equal(await queue.isPaused(), true)
    const worker = stage.worker(null)
    const none = await worker.getNextJob('token', { block: false })
    await queue.resume()
    const some = await worker.getNextJob('token', { block: false })
    await some?.moveToCompleted(1, 'token', false)
    return [none?.name ?? null, some?.name, await queue.getJobCounts()]
  },

  'a queue that is resumed wakes its worker': async (stage) => {
    const queue = stage.queue()
    await queue.pause()
    const worker = stage.worker(async () => 'resumed')
    await worker.waitUntilReady()
    const done = finished(worker, 1)
    await queue.add('job', {})
    await queue.resume()
    return done
  },

  'a queue is drained': async (stage) => {
    const queue = stage.queue()
    await queue.add('waiting', {})
    await queue.add('important', {}, { priority: 2 })
    await queue.add('delayed', {}, { delay: 3_600_000 })
    await queue.drain()
    const left = (await queue.getJobs()).map((job) => job.name)
    await queue.drain(true)
    return [left, await queue.getJobCounts()]
  },

  'old jobs are cleaned away': async (stage) => {
    const queue = stage.queue()
    for (let i = 0; i < 4; i++) await queue.add(`job${i}`, {})
    await finished(
      stage.worker(async (job) => {
        if (job.name === 'job3') throw new Error('x')
      }),
      4,
    )
    const completed = await queue.clean(0, 2, 'completed')
    const failed = await queue.clean(0, 10, 'failed')
    const young = await queue.clean(3_600_000, 10, 'completed')
    return [completed, failed, young]
  },

  'waiting jobs are cleaned away': async (stage) => {
    const queue = stage.queue()
    for (let i = 0; i < 3; i++) await queue.add(`job${i}`, {})
    await queue.add('delayed', {}, { delay: 3_600_000 })
    await queue.add('important', {}, { priority: 1 })
    return [
      await queue.clean(0, 2, 'wait'),
      await queue.clean(0, 2, 'delayed'),
      await queue.clean(0, 2, 'prioritized'),
    ]
  },

  'a queue is obliterated': async (stage) => {
    const queue = stage.queue()
    await queue.addBulk(Array.from({ length: 30 }, (_, i) => ({ name: `job${i}`, data: {} })))
    await queue.add('delayed', {}, { delay: 3_600_000 })
    const worker = stage.worker(null)
    await worker.getNextJob('token', { block: false })
    await assert.rejects(queue.obliterate())
    await queue.obliterate({ force: true, count: 10 })
    return stage.redis.keys('bull:q:[0-9]*')
  },

  'a job is removed': async (stage) => {
    const queue = stage.queue()
    const job = await queue.add('a', {})
    await queue.add('b', {}, { delay: 3_600_000, jobId: 'late' })
    const worker = stage.worker(null)
    const removed = [await queue.remove(job.id!), await queue.remove('late')]
    await queue.add('c', {})
    const active = await worker.getNextJob('token', { block: false })
    await assert.rejects(active!.remove())
    await active?.moveToCompleted(1, 'token', false)
    return [removed, await queue.remove('nosuch')]
  },

  'failed jobs are tried once more, one or all': async (stage) => {
    const queue = stage.queue()
    for (let i = 0; i < 4; i++) await queue.add(`job${i}`, {}, { jobId: `j${i}` })
    const worker = stage.worker(async () => {
      throw new Error('x')
    })
    await finished(worker, 4)
    await worker.close()
    await (await queue.getJob('j2'))?.retry()
    const one = (await queue.getWaiting()).map((job) => job.name)
    await queue.retryJobs({ count: 2 })
    const all = (await queue.getWaiting()).map((job) => job.name).sort()
    for (let i = 0; i < 4; i++) await stage.redis.hdel(`bull:q:j${i}`, 'stacktrace')
    return [one, all]
  },

  'a delayed job is promoted, one or all': async (stage) => {
    const queue = stage.queue()
    const first = await queue.add('first', {}, { delay: 3_600_000 })
    await queue.add('second', {}, { delay: 3_600_000 })
    await queue.add('third', {}, { delay: 3_600_000, priority: 4 })
    await first.promote()
    const one = (await queue.getWaiting()).map((job) => job.name)
    await assert.rejects(first.promote())
    await queue.promoteJobs()
    return [one, await queue.getJobCounts()]
  },

  'a delay is changed': async (stage) => {
    const queue = stage.queue()
    const job = await queue.add('later', {}, { delay: 3_600_000 })
    await job.changeDelay(7_200_000)
    const waiting = await queue.add('now', {})
    await assert.rejects(waiting.changeDelay(1000))
    return (await queue.getJob(job.id!))?.delay
  },

  'an importance is changed': async (stage) => {
    const queue = stage.queue()
    const job = await queue.add('a', {}, { priority: 5 })
    await queue.add('b', {}, { priority: 3 })
    await queue.add('c', {})
    await job.changePriority({ priority: 1 })
    const first = (await queue.getPrioritized()).map((each) => each.name)
    await job.changePriority({ priority: 0 })
    return [first, (await queue.getWaiting()).map((each) => each.name)]
  },

  'data are changed': async (stage) => {
    const queue = stage.queue()
    const job = await queue.add('a', { v: 1 })
    await job.updateData({ v: 2, w: 'grüße' })
    return (await queue.getJob(job.id!))?.data
  },

  'jobs are listed page by page': async (stage) => {
    const queue = stage.queue()
    await queue.addBulk(Array.from({ length: 12 }, (_, i) => ({ name: `job${i}`, data: {} })))
    await queue.add('delayed', {}, { delay: 3_600_000 })
    const names = async (start: number, end: number, asc: boolean): Promise<string[]> =>
      (await queue.getJobs(['waiting', 'delayed'], start, end, asc)).map((job) => job.name)
    return [await names(0, 4, true), await names(5, 9, false), await names(10, 20, true)]
  },

  'events are trimmed': async (stage) => {
    const queue = stage.queue()
    await queue.addBulk(Array.from({ length: 20 }, (_, i) => ({ name: `job${i}`, data: {} })))
    const before = await stage.redis.xlen('bull:q:events')
    await queue.trimEvents(0)
    return [before, await stage.redis.xlen('bull:q:events')]
  },

  'events reach who listens': async (stage) => {
    const queue = stage.queue()
    const events = await stage.events()
    const heard: string[] = []
    events.on('added', ({ jobId, name }) => heard.push(`added ${jobId} ${name}`))
    events.on('waiting', ({ jobId }) => heard.push(`waiting ${jobId}`))
    events.on('active', ({ jobId, prev }) => heard.push(`active ${jobId} ${prev}`))
    events.on('progress', ({ jobId, data }) => heard.push(`progress ${jobId} ${data}`))
    events.on('completed', ({ jobId, returnvalue }) => heard.push(`done ${jobId} ${returnvalue}`))
    events.on('failed', ({ jobId, failedReason }) => heard.push(`failed ${jobId} ${failedReason}`))
    await queue.add('good', {})
    await queue.add('bad', {})
    await until(async () => heard.includes('waiting 2'))
    stage.worker(async (job) => {
      if (job.name === 'bad') throw new Error('bad')
      await job.updateProgress(7)
      return 'good'
    })
    await until(async () => heard.some((line) => line.startsWith('failed')))
    await until(async () => (await queue.getFailedCount()) === 1)
    await stage.redis.hdel('bull:q:2', 'stacktrace')
    return heard
  },

  'workers are known by their connections': async (stage) => {
    const queue = stage.queue()
    const worker = stage.worker(async () => {}, { name: 'one' })
    await worker.waitUntilReady()
    await until(async () => (await queue.getWorkersCount()) === 1)
    return (await queue.getWorkers()).map(({ rawname }) => rawname)
  },

  'metrics are counted': async (stage) => {
    const queue = stage.queue()
    for (let i = 0; i < 3; i++) await queue.add(`job${i}`, {})
    const worker = stage.worker(async () => {}, { metrics: { maxDataPoints: 60 } })
    await finished(worker, 3)
    await worker.close()
    const { count } = await queue.getMetrics('completed')
    // How they fall to minutes hangs on the time of day.
    await stage.redis.del('bull:q:metrics:completed', 'bull:q:metrics:completed:data')
    return count
  },
}
