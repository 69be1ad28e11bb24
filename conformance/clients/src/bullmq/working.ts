import { strict as assert } from 'node:assert'
import { DelayedError, UnrecoverableError, WaitingError } from 'bullmq'
import { finished, type Scenario, until } from './stage.ts'

/** How workers treat jobs. */
export const working: Readonly<Record<string, Scenario>> = {
  'a worker completes jobs in their order': async (stage) => {
    const queue = stage.queue()
    for (let i = 0; i < 5; i++) await queue.add(`job${i}`, { i })
    const worker = stage.worker(async (job) => job.data.i * 2)
    return finished(worker, 5)
  },

  'a worker that waits is woken by a job': async (stage) => {
    const queue = stage.queue()
    const worker = stage.worker(async () => 'woken')
    await worker.waitUntilReady()
    await until(async () => (await queue.getWorkersCount()) === 1)
    const done = finished(worker, 1)
    await queue.add('job', {})
    return done
  },

  'important jobs are worked off first': async (stage) => {
    const queue = stage.queue()
    const priorities = [7, 3, 0, 3, 9, 1]
    for (const [i, priority] of priorities.entries()) {
      await queue.add(`job${i}`, {}, { priority })
    }
    return finished(
      stage.worker(async () => 'done'),
      priorities.length,
    )
  },

  'a delayed job is worked off when its time has come': async (stage) => {
    const queue = stage.queue()
    await queue.add('later', {}, { delay: 150 })
    await queue.add('at once', {})
    return finished(
      stage.worker(async () => 'done'),
      2,
    )
  },

  'several at once': async (stage) => {
    const queue = stage.queue()
    await queue.addBulk(Array.from({ length: 8 }, (_, i) => ({ name: `job${i}`, data: {} })))
    let running = 0
    let most = 0
    let open = (): void => {}
    const gate = new Promise<void>((resolve) => {
      open = resolve
    })
    const worker = stage.worker(
      async () => {
        most = Math.max(most, ++running)
        if (running === 4) open()
        await gate
        running--
      },
      { concurrency: 4, autorun: false },
    )
    const done = finished(worker, 8)
    worker.run().catch(() => {})
    await done
    await worker.close()
    // In which order they end is nobody's business.
    await stage.redis.del('bull:q:events', 'bull:q:completed')
    const keys = await stage.redis.keys('bull:q:[0-9]*')
    await stage.redis.del(...keys)
    return most
  },

  'a failed job says why': async (stage) => {
    const queue = stage.queue()
    const job = await queue.add('fails', {})
    const lines = await finished(
      stage.worker(async () => {
        throw new Error('no luck')
      }),
      1,
    )
    const failed = await queue.getJob(job.id!)
    // Where the error arose is the same place in both runs.
    await stage.redis.hdel(`bull:q:${job.id}`, 'stacktrace')
    return [lines, failed?.failedReason, await failed?.isFailed()]
  },

  'a job is tried again': async (stage) => {
    const queue = stage.queue()
    await queue.add('stubborn', {}, { attempts: 3 })
    const worker = stage.worker(async (job) => {
      if (job.attemptsMade < 2) throw new Error(`try ${job.attemptsMade}`)
      return `after ${job.attemptsMade}`
    })
    const lines = await finished(worker, 3)
    await stage.redis.hdel('bull:q:1', 'stacktrace')
    return lines
  },

  'a job is tried again after a while': async (stage) => {
    const queue = stage.queue()
    await queue.add('fixed', {}, { attempts: 2, backoff: { type: 'fixed', delay: 30 } })
    await queue.add('growing', {}, { attempts: 3, backoff: { type: 'exponential', delay: 40 } })
    const worker = stage.worker(async (job) => {
      if (job.attemptsMade + 1 < (job.opts.attempts ?? 1)) throw new Error('not yet')
      return job.attemptsMade
    })
    const lines = await finished(worker, 5)
    await stage.redis.hdel('bull:q:1', 'stacktrace')
    await stage.redis.hdel('bull:q:2', 'stacktrace')
    await stage.redis.del('bull:q:events')
    return lines.sort()
  },

  'a job that cannot be saved is not tried again': async (stage) => {
    const queue = stage.queue()
    await queue.add('hopeless', {}, { attempts: 5 })
    const worker = stage.worker(async () => {
      throw new UnrecoverableError('hopeless')
    })
    const lines = await finished(worker, 1)
    await stage.redis.hdel('bull:q:1', 'stacktrace')
    return lines
  },

  'a job is put back by its worker': async (stage) => {
    const queue = stage.queue()
    await queue.add('shy', { tries: 0 })
    const worker = stage.worker(async (job, token) => {
      if (job.data.tries === 0) {
        await job.updateData({ tries: 1 })
        await job.moveToDelayed(Date.now() + 30, token)
        throw new DelayedError()
      }
      if (job.data.tries === 1) {
        await job.updateData({ tries: 2 })
        await job.moveToWait(token)
        throw new WaitingError()
      }
      return job.data.tries
    })
    return finished(worker, 1)
  },

  'a job tells of its progress, and logs': async (stage) => {
    const queue = stage.queue()
    const job = await queue.add('long', {}, { keepLogs: 2 })
    const worker = stage.worker(async (each) => {
      await each.updateProgress(50)
      for (const line of ['one', 'two', 'three']) await each.log(line)
      await each.updateProgress({ step: 'last', part: 0.9 })
    })
    await finished(worker, 1)
    return [(await queue.getJob(job.id!))?.progress, await queue.getJobLogs(job.id!)]
  },

  'jobs are fetched by hand': async (stage) => {
    const queue = stage.queue()
    await queue.add('a', {})
    await queue.add('b', {})
    const worker = stage.worker(null)
    const first = await worker.getNextJob('token', { block: false })
    assert.equal(await first?.getState(), 'active')
    await first?.moveToCompleted('by hand', 'token', false)
    const second = await worker.getNextJob('token', { block: false })
    await assert.rejects(second!.moveToCompleted('with no right', 'other token', false))
    await second?.moveToFailed(new Error('by hand'), 'token', false)
    const third = await worker.getNextJob('token', { block: false })
    await stage.redis.hdel('bull:q:2', 'stacktrace')
    return [first?.name, second?.name, third?.name ?? null]
  },

  'a lock is held and prolonged by its holder only': async (stage) => {
    const queue = stage.queue()
    await queue.add('a', {})
    const worker = stage.worker(null)
    const job = await worker.getNextJob('mine', { block: false })
    const mine = await job?.extendLock('mine', 60_000)
    const yours = await job?.extendLock('yours', 60_000)
    await job?.moveToCompleted(1, 'mine', false)
    return [mine, yours]
  },

  'a finished job is forgotten where it is to be': async (stage) => {
    const queue = stage.queue()
    for (let i = 0; i < 6; i++) await queue.add(`job${i}`, {}, { removeOnComplete: 2 })
    await queue.add('gone', {}, { removeOnComplete: true })
    await queue.add('failed', {}, { removeOnFail: true })
    const worker = stage.worker(async (job) => {
      if (job.name === 'failed') throw new Error('x')
    })
    await finished(worker, 8)
    return (await queue.getJobs()).map((job) => job.name)
  },

  'the result is waited for': async (stage) => {
    const queue = stage.queue()
    const events = await stage.events()
    const job = await queue.add('sum', { a: 1, b: 2 })
    stage.worker(async (each) => each.data.a + each.data.b)
    return job.waitUntilFinished(events)
  },
}
