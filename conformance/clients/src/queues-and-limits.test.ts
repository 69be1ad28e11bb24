import { strict as assert } from 'node:assert'
import Bottleneck from 'bottleneck'
import Bull from 'bull'
import { Redis as Redis6 } from 'ioredis'
import { Redis as Redis5 } from 'ioredis5'
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import { createClient as createClient6 } from 'redis'
import { createClient as createClient5 } from 'redis5'
import Redlock from 'redlock'
import { afterAll, afterEach, beforeAll, describe, test } from 'vitest'
import { type Contender, startContenders } from './both-servers.ts'

// Packages that live by scripts. Each does the same at the real server, where there is one.

let contenders: readonly Contender[]
const ends: (() => unknown)[] = []

beforeAll(async () => {
  contenders = await startContenders()
})

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

afterAll(() => Promise.all(contenders.map((contender) => contender.stop())))

/** An ioredis client that is closed when the test is over, at an empty server. */
async function dial({ port }: Contender): Promise<Redis6> {
  const client = new Redis6(port)
  ends.push(() => client.disconnect())
  await client.flushall()
  return client
}

/** What a package did at ours, if it did the same at the real server. */
async function atAll<T>(play: (contender: Contender) => Promise<T>): Promise<T> {
  const [ours, ...others] = await Promise.all(contenders.map(play))
  for (const other of others) assert.deepEqual(ours, other)
  return ours!
}

describe('Bull', () => {
  const open = ({ port }: Contender, name: string): Bull.Queue => {
    const queue = new Bull(name, { redis: { port } })
    ends.push(() => queue.close())
    return queue
  }

  test('works off jobs, the important and the prompt first, and tries again what fails', async () => {
    const done = await atAll(async (contender) => {
      await dial(contender)
      const queue = open(contender, 'q')
      await queue.pause()
      await queue.add('plain', { n: 1 })
      await queue.add('important', { n: 2 }, { priority: 1 })
      await queue.add('later', { n: 3 }, { delay: 200 })
      await queue.add('stubborn', { n: 4 }, { attempts: 2, priority: 5 })
      const lines: string[] = []
      const finished = new Promise<void>((resolve) => {
        const note = (line: string): void => {
          lines.push(line)
          if (lines.length === 5) resolve()
        }
        queue.on('completed', (job, result) => note(`${job.name} = ${result}`))
        queue.on('failed', (job, error) => note(`${job.name} failed: ${error.message}`))
      })
      void queue.process('*', async (job) => {
        if (job.name === 'stubborn' && job.attemptsMade === 0) throw new Error('once')
        return job.data.n
      })
      await queue.resume()
      await finished
      return { lines: lines.sort(), counts: await queue.getJobCounts() }
    })
    assert.equal(done.counts.completed, 4)
  })

  test('pauses, empties and cleans a queue, and tells of its jobs', async () => {
    await atAll(async (contender) => {
      await dial(contender)
      const queue = open(contender, 'q')
      await queue.addBulk(Array.from({ length: 5 }, (_, i) => ({ name: `job${i}`, data: { i } })))
      await queue.pause()
      const paused = await queue.getJobCounts()
      await queue.resume()
      const job = await queue.getNextJob()
      await job?.moveToCompleted('by hand', true, true)
      const [cleaned] = await Promise.all([queue.clean(0, 'completed')])
      const removed = await (await queue.getJob('4'))?.remove()
      await queue.empty()
      return { paused, first: job?.name, cleaned, removed, left: await queue.getJobCounts() }
    })
  })

  test('holds back what a limit forbids', async () => {
    await atAll(async (contender) => {
      await dial(contender)
      const queue = new Bull('q', {
        redis: { port: contender.port },
        limiter: { max: 1, duration: 60_000 },
      })
      ends.push(() => queue.close())
      await queue.add({ n: 1 })
      await queue.add({ n: 2 })
      const first = await queue.getNextJob()
      const second = await queue.getNextJob()
      const counts = await queue.getJobCounts()
      return [first?.data, second?.data ?? null, counts.delayed]
    })
  })
})

describe('redlock', () => {
  const versions = {
    'ioredis 6': (port: number) => new Redis6(port),
    'ioredis 5': (port: number) => new Redis5(port) as unknown as Redis6,
  }
  for (const [name, connect] of Object.entries(versions)) {
    test(`locks, prolongs and lets go, over ${name}`, async () => {
      await atAll(async (contender) => {
        await dial(contender)
        const client = connect(contender.port)
        ends.push(() => client.disconnect())
        const redlock = new Redlock([client], { retryCount: 0 })
        const lock = await redlock.lock(['a', 'b'], 60_000)
        await assert.rejects(redlock.lock('b', 1000), { name: 'LockError' })
        const prolonged = await lock.extend(120_000)
        const ttl = await client.pttl('a')
        await prolonged.unlock()
        await assert.rejects(prolonged.unlock(), { name: 'LockError' })
        const again = await redlock.lock('a', 1000)
        await again.unlock()
        return [ttl > 60_000, await client.exists('a', 'b')]
      })
    })
  }
})

describe('rate-limiter-flexible', () => {
  /** Consumes more points than there are; which were granted, and what remained. */
  async function exhaust(limiter: RateLimiterRedis): Promise<unknown[]> {
    const seen: unknown[] = []
    for (let i = 0; i < 4; i++) {
      const result = await limiter
        .consume('ip', i === 1 ? 2 : 1)
        .catch((refused: unknown) => refused)
      assert.ok(result instanceof RateLimiterRes)
      seen.push([result.remainingPoints, result.consumedPoints, result.isFirstInDuration])
    }
    await limiter.penalty('ip', 3)
    await limiter.reward('ip', 1)
    seen.push((await limiter.get('ip'))?.consumedPoints, await limiter.delete('ip'))
    await limiter.block('ip', 60)
    seen.push((await limiter.get('ip'))?.remainingPoints)
    return seen
  }

  test('counts, refuses and blocks, over ioredis', async () => {
    await atAll(async (contender) => {
      const storeClient = await dial(contender)
      return exhaust(new RateLimiterRedis({ storeClient, points: 3, duration: 60 }))
    })
  })

  const versions = {
    6: (port: number) => createClient6({ socket: { port } }),
    5: (port: number) =>
      createClient5({ socket: { port } }) as unknown as ReturnType<typeof createClient6>,
  }
  for (const [name, connect] of Object.entries(versions)) {
    test(`counts, refuses and blocks, over node-redis ${name}`, async () => {
      await atAll(async (contender) => {
        await dial(contender)
        const storeClient = connect(contender.port)
        await storeClient.connect()
        ends.push(() => storeClient.destroy())
        return exhaust(
          new RateLimiterRedis({ storeClient, useRedisPackage: true, points: 3, duration: 60 }),
        )
      })
    })
  }
})

describe('Bottleneck', () => {
  test('schedules by a reservoir that processes share, over ioredis', async () => {
    const { order } = await atAll(async (contender) => {
      const client = await dial(contender)
      const limiter = new Bottleneck({
        id: 'shared',
        datastore: 'ioredis',
        clearDatastore: true,
        clientOptions: { port: contender.port },
        reservoir: 3,
        maxConcurrent: 1,
        Redis: Redis5,
      })
      ends.push(() => limiter.disconnect(false))
      await limiter.ready()
      const order: number[] = []
      await Promise.all([1, 2, 3].map((n) => limiter.schedule(async () => order.push(n))))
      const left = await limiter.currentReservoir()
      await limiter.incrementReservoir(2)
      await limiter.schedule(async () => order.push(4))
      return {
        order,
        left,
        now: await limiter.currentReservoir(),
        keys: (await client.keys('b_shared_*')).sort(),
      }
    })
    assert.deepEqual(order, [1, 2, 3, 4])
  })
})
