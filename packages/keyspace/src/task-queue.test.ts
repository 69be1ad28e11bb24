import { strict as assert } from 'node:assert'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, test } from 'vitest'
import { dice } from './recorded-keyspace.ts'
import { type Task, TaskQueue } from './task-queue.ts'

/** Runs all that is in the queue; what ran, by name. */
function drain(queue: TaskQueue, ran: string[]): string[] {
  for (let run = queue.take(); run !== undefined; run = queue.take()) run()
  return ran
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
}

describe('TaskQueue', () => {
  test('gives tasks by deadline, and equal ones in the order of asking', () => {
    const queue = new TaskQueue()
    const ran: string[] = []
    for (const name of ['3a', '1a', '2a', '1b', '3b', '1c']) {
      queue.add(Number(name[0]), () => ran.push(name))
    }
    assert.equal(queue.next, 1)
    assert.deepEqual(drain(queue, ran), ['1a', '1b', '1c', '2a', '3a', '3b'])
    assert.equal(queue.next, undefined)
    assert.equal(queue.take(), undefined)
  })

  test('a task taken back does not run, and is not the next', () => {
    const queue = new TaskQueue()
    const ran: string[] = []
    const first = queue.add(1, () => ran.push('first'))
    queue.add(2, () => ran.push('second'))
    queue.remove(first)
    queue.remove(first)
    assert.equal(queue.size, 1)
    assert.equal(queue.next, 2)
    assert.deepEqual(drain(queue, ran), ['second'])
  })

  test('taking back what has run changes nothing', () => {
    const queue = new TaskQueue()
    const task = queue.add(1, () => {})
    queue.add(2, () => {})
    queue.take()!()
    queue.remove(task)
    assert.equal(queue.size, 1)
  })

  test('does what a sorted array would, whatever it is asked', () => {
    const roll = dice(5)
    const queue = new TaskQueue()
    let model: { task: Task; name: number }[] = []
    const ran: number[] = []
    const expected: number[] = []
    for (let name = 0; name < 20_000; name++) {
      const action = roll(10)
      if (action < 5) {
        model.push({ task: queue.add(roll(500), () => ran.push(name)), name })
      } else if (action < 8 && model.length > 0) {
        const [gone] = model.splice(roll(model.length), 1)
        queue.remove(gone!.task)
      } else {
        queue.take()?.()
        model.sort((a, b) => a.task.deadline - b.task.deadline || a.task.order - b.task.order)
        const first = model[0]
        if (first !== undefined) expected.push(first.name)
        model = model.slice(1)
      }
      assert.equal(queue.size, model.length)
    }
    assert.deepEqual(ran, expected)
  })

  test('tasks taken back in great number do not stay until their turn', async () => {
    const queue = new TaskQueue()
    const held: WeakRef<Task>[] = []
    for (let i = 0; i < 10_000; i++) {
      const task = queue.add(1e12, () => {})
      held.push(new WeakRef(task))
      queue.remove(task)
    }
    // A WeakRef holds what it refers to until the turn in which it was made has ended.
    await new Promise(setImmediate)
    collectGarbage()
    assert.ok(held.filter((task) => task.deref() !== undefined).length < 200)
    assert.equal(queue.next, undefined)
  })
})
