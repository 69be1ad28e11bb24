import { finished, type Scenario, type Stage, until } from './stage.ts'

/** Limits, stalled jobs and schedulers. */
export const limiting: Readonly<Record<string, Scenario>> = {
  'a rate limit holds jobs back': async (stage) => {
    const queue = stage.queue()
    for (let i = 0; i < 4; i++) await queue.add(`job${i}`, {})
    const worker = stage.worker(async () => 'done', { limiter: { max: 2, duration: 100 } })
    const lines = await finished(worker, 4)
    await worker.close()
    await stage.redis.del('bull:q:limiter', 'bull:q:events')
    return lines
  },

  'a rate limit by hand': async (stage) => {
    const queue = stage.queue()
    await queue.add('job', {})
    await queue.rateLimit(60_000)
    const limited = (await queue.getRateLimitTtl()) > 0
    const worker = stage.worker(null, { limiter: { max: 1, duration: 1000 } })
    const none = await worker.getNextJob('token', { block: false })
    await queue.removeRateLimitKey()
    const some = await worker.getNextJob('token', { block: false })
    await some?.moveToCompleted(1, 'token', false)
    return [limited, none?.name ?? null, some?.name]
  },

  'a worker limits itself': async (stage) => {
    const queue = stage.queue()
    for (let i = 0; i < 2; i++) await queue.add(`job${i}`, {})
    let limited = false
    const worker = stage.worker(
      async (job) => {
        if (limited) return job.name
        limited = true
        await queue.rateLimit(50)
        throw new (await import('bullmq')).RateLimitError()
      },
      { limiter: { max: 10, duration: 1000 } },
    )
    const lines = await finished(worker, 2)
    await worker.close()
    await stage.redis.del('bull:q:limiter', 'bull:q:events')
    return lines
  },

  'a global limit on what runs at once': async (stage) => {
    const queue = stage.queue()
    await queue.setGlobalConcurrency(1)
    for (let i = 0; i < 2; i++) await queue.add(`job${i}`, {})
    const worker = stage.worker(null)
    const first = await worker.getNextJob('a', { block: false })
    const maxed = await queue.isMaxed()
    const second = await worker.getNextJob('b', { block: false })
    await first?.moveToCompleted(1, 'a', false)
    const third = await worker.getNextJob('c', { block: false })
    await third?.moveToCompleted(1, 'c', false)
    const limit = await queue.getGlobalConcurrency()
    await queue.removeGlobalConcurrency()
    return [first?.name, maxed, second?.name ?? null, third?.name, limit]
  },

  'a global rate limit': async (stage) => {
    const queue = stage.queue()
    await queue.setGlobalRateLimit(1, 3_600_000)
    for (let i = 0; i < 2; i++) await queue.add(`job${i}`, {})
    const worker = stage.worker(null)
    const first = await worker.getNextJob('a', { block: false })
    await first?.moveToCompleted(1, 'a', false)
    const second = await worker.getNextJob('b', { block: false })
    const limit = await queue.getGlobalRateLimit()
    await queue.removeGlobalRateLimit()
    return [first?.name, second?.name ?? null, limit]
  },

  'a job whose worker has gone is given to another': async (stage) => {
    const queue = stage.queue()
    await queue.add('job', {})
    const gone = stage.worker(null, { lockDuration: 50 })
    await gone.getNextJob('gone', { block: false })
    await until(async () => (await stage.redis.exists('bull:q:1:lock')) === 0)
    const worker = stage.worker(async () => 'saved', { stalledInterval: 50 })
    const lines = await finished(worker, 1)
    await worker.close()
    await stage.redis.del('bull:q:events')
    return lines
  },

  'a job that stalls too often fails': async (stage) => {
    const queue = stage.queue()
    await queue.add('job', {})
    const gone = stage.worker(null, { lockDuration: 50 })
    await gone.getNextJob('gone', { block: false })
    await until(async () => (await stage.redis.exists('bull:q:1:lock')) === 0)
    const worker = stage.worker(async () => 'saved', { stalledInterval: 50, maxStalledCount: 0 })
    await until(async () => (await queue.getFailedCount()) === 1)
    await worker.close()
    await stage.redis.del('bull:q:events')
    return (await queue.getJob('1'))?.failedReason
  },

  'a scheduler makes the next job': async (stage) => {
    const queue = stage.queue()
    const job = await queue.upsertJobScheduler(
      'hourly',
      { pattern: '0 0 * * * *' },
      { name: 'tick', data: { n: 1 }, opts: { attempts: 2 } },
    )
    const [scheduler] = await queue.getJobSchedulers()
    const count = await queue.getJobSchedulersCount()
    await forgetTimesOf(stage)
    return {
      name: job?.name,
      data: job?.data,
      count,
      key: scheduler?.key,
      pattern: scheduler?.pattern,
      template: scheduler?.template,
    }
  },

  'a scheduler is changed and removed': async (stage) => {
    const queue = stage.queue()
    await queue.upsertJobScheduler('s', { every: 3_600_000 }, { name: 'old' })
    await queue.upsertJobScheduler('s', { every: 7_200_000 }, { name: 'new' })
    const changed = await queue.getJobScheduler('s')
    const counts = await queue.getJobCounts()
    const removed = [await queue.removeJobScheduler('s'), await queue.removeJobScheduler('s')]
    return [changed?.every, changed?.name, counts, removed, await queue.getJobCounts()]
  },

  'a scheduler works until its limit': async (stage) => {
    const queue = stage.queue()
    await queue.upsertJobScheduler('s', { every: 30, limit: 3 }, { name: 'tick' })
    const worker = stage.worker(async () => 'ticked')
    const lines = await finished(worker, 3)
    await worker.close()
    await stage.redis.del('bull:q:events')
    await forgetTimesOf(stage)
    return lines
  },
}

/** What a scheduler has made says how far from the next full hour it was made. */
async function forgetTimesOf({ redis }: Stage): Promise<void> {
  await redis.del(...(await redis.keys('bull:q:repeat:*')))
}
