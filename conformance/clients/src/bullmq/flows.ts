import { strict as assert } from 'node:assert'
import type { FlowJob } from 'bullmq'
import { finished, type Scenario, until } from './stage.ts'

function parentOf(children: NonNullable<FlowJob['children']>): FlowJob {
  return { name: 'parent', queueName: 'q', opts: { jobId: 'p' }, children }
}

/** Jobs that wait for others. */
export const flows: Readonly<Record<string, Scenario>> = {
  'a parent waits for its children': async (stage) => {
    const queue = stage.queue()
    await stage.flow().add(
      parentOf([
        { name: 'a', queueName: 'q', data: { n: 1 }, opts: { jobId: 'a' } },
        { name: 'b', queueName: 'q', data: { n: 2 }, opts: { jobId: 'b' } },
      ]),
    )
    const before = await queue.getJobCounts()
    const worker = stage.worker(async (job) =>
      job.name === 'parent' ? job.getChildrenValues() : job.data.n,
    )
    return [before, await finished(worker, 3)]
  },

  'a flow spans queues': async (stage) => {
    await stage.flow().add(
      parentOf([
        {
          name: 'child',
          queueName: 'other',
          opts: { jobId: 'c' },
          children: [{ name: 'grandchild', queueName: 'third', opts: { jobId: 'g' } }],
        },
      ]),
    )
    const done = [
      finished(
        stage.worker(async (job) => Object.keys(await job.getChildrenValues())),
        1,
      ),
      finished(
        stage.worker(async (job) => Object.keys(await job.getChildrenValues()), {}, 'other'),
        1,
      ),
      finished(
        stage.worker(async () => 'leaf', {}, 'third'),
        1,
      ),
    ]
    return Promise.all(done)
  },

  'a flow is read back': async (stage) => {
    const producer = stage.flow()
    await producer.add(
      parentOf([
        { name: 'a', queueName: 'q', opts: { jobId: 'a' } },
        { name: 'b', queueName: 'q', opts: { jobId: 'b', priority: 2 } },
      ]),
    )
    const tree = await producer.getFlow({ id: 'p', queueName: 'q' })
    return [tree?.job.name, tree?.children?.map(({ job }) => job.name).sort()]
  },

  'a parent fails with its child': async (stage) => {
    const queue = stage.queue()
    await stage
      .flow()
      .add(
        parentOf([
          { name: 'bad', queueName: 'q', opts: { jobId: 'bad', failParentOnFailure: true } },
        ]),
      )
    const worker = stage.worker(async () => {
      throw new Error('bad')
    })
    await until(async () => (await queue.getFailedCount()) === 2)
    await worker.close()
    await stage.redis.hdel('bull:q:bad', 'stacktrace')
    return (await queue.getJob('p'))?.failedReason
  },

  'a parent does without a failed child': async (stage) => {
    await stage.flow().add(
      parentOf([
        { name: 'bad', queueName: 'q', opts: { jobId: 'x', ignoreDependencyOnFailure: true } },
        { name: 'good', queueName: 'q', opts: { jobId: 'y' } },
      ]),
    )
    const worker = stage.worker(async (job) => {
      if (job.name === 'bad') throw new Error('bad')
      return job.name === 'parent' ? job.getIgnoredChildrenFailures() : 'good'
    })
    const lines = await finished(worker, 3)
    await worker.close()
    await stage.redis.hdel('bull:q:x', 'stacktrace')
    return lines
  },

  'a failed child is no dependency any more': async (stage) => {
    await stage
      .flow()
      .add(
        parentOf([
          { name: 'bad', queueName: 'q', opts: { jobId: 'x', removeDependencyOnFailure: true } },
        ]),
      )
    const worker = stage.worker(async (job) => {
      if (job.name === 'bad') throw new Error('bad')
      return job.getChildrenValues()
    })
    const lines = await finished(worker, 2)
    await worker.close()
    await stage.redis.hdel('bull:q:x', 'stacktrace')
    return lines
  },

  'a parent is removed with its children': async (stage) => {
    const queue = stage.queue()
    await stage.flow().add(
      parentOf([
        { name: 'a', queueName: 'q', opts: { jobId: 'a' } },
        { name: 'b', queueName: 'q', opts: { jobId: 'b' } },
      ]),
    )
    const counts = await (await queue.getJob('p'))?.getDependenciesCount()
    await queue.remove('p', { removeChildren: true })
    // Which child goes first is the order of a set.
    await queue.trimEvents(0)
    return [counts, await queue.getJobCounts()]
  },

  'a child that is removed sets its parent free': async (stage) => {
    const queue = stage.queue()
    await stage.flow().add(parentOf([{ name: 'a', queueName: 'q', opts: { jobId: 'a' } }]))
    assert.equal(await (await queue.getJob('p'))?.getState(), 'waiting-children')
    await queue.remove('a')
    return (await queue.getJob('p'))?.getState()
  },

  'a job adds children while it runs': async (stage) => {
    const queue = stage.queue()
    await queue.add('parent', { step: 0 }, { jobId: 'p' })
    const { WaitingChildrenError } = await import('bullmq')
    const worker = stage.worker(async (job, token) => {
      if (job.name === 'child') return 'child'
      if (job.data.step === 1) return job.getChildrenValues()
      await job.updateData({ step: 1 })
      const parent = { id: job.id!, queue: job.queueQualifiedName }
      await queue.add('child', {}, { jobId: 'c', parent })
      if (await job.moveToWaitingChildren(token!)) throw new WaitingChildrenError()
      return 'without waiting'
    })
    return finished(worker, 2)
  },

  'many flows at once': async (stage) => {
    const queue = stage.queue()
    await stage.flow().addBulk(
      Array.from({ length: 5 }, (_, i) => ({
        name: `parent${i}`,
        queueName: 'q',
        opts: { jobId: `p${i}` },
        children: [{ name: `child${i}`, queueName: 'q', opts: { jobId: `c${i}` } }],
      })),
    )
    const counts = await queue.getJobCounts()
    const lines = await finished(
      stage.worker(async (job) => job.name),
      10,
    )
    return [counts, lines]
  },
}
