const { Queue, QueueEvents, Worker } = require('bullmq')

test('BullMQ: a job that fails is tried again', async () => {
  const connection = { url: process.env.REDIS_URL }
  const queue = new Queue('mail', { connection })
  const events = new QueueEvents('mail', { connection })
  let tries = 0
  const worker = new Worker(
    'mail',
    async (job) => {
      if (++tries === 1) throw new Error('the post office is closed')
      return `sent to ${job.data.to}`
    },
    { connection },
  )
  await events.waitUntilReady()

  const job = await queue.add('welcome', { to: 'Ada' }, { attempts: 2 })
  expect(await job.waitUntilFinished(events)).toBe('sent to Ada')
  expect(tries).toBe(2)
  await Promise.all([worker.close(), events.close(), queue.close()])
})
