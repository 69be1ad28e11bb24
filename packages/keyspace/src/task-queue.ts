export interface Task {
  readonly deadline: number
  readonly order: number
  run: (() => void) | undefined
}

/** Up to this many cancelled tasks may always stay in the heap. */
const FEW = 64

/**
 * Tasks by deadline, those of equal deadlines in the order they were added: a
 * binary heap.
 *
 * A cancelled task stays in the heap, without what it would have run, until its
 * turn comes or more than half of the tasks are cancelled. So cancelling is
 * cheap, and thousands of long time-outs a second that are cancelled at once do
 * not fill the memory.
 */
export class TaskQueue {
  #heap: Task[] = []
  #order = 0
  /** How many tasks in the heap were cancelled. */
  #removed = 0

  /** How many tasks are still to run. */
  get size(): number {
    return this.#heap.length - this.#removed
  }

  /** The earliest deadline. */
  get next(): number | undefined {
    while (this.#heap.length > 0 && this.#heap[0]!.run === undefined) {
      this.#pop()
      this.#removed--
    }
    return this.#heap[0]?.deadline
  }

  add(deadline: number, run: () => void): Task {
    const task: Task = { deadline, order: this.#order++, run }
    this.#heap.push(task)
    this.#rise(this.#heap.length - 1)
    return task
  }

  /** Cancels the task; harmless when it has run. */
  remove(task: Task): void {
    if (task.run === undefined) return
    task.run = undefined
    this.#removed++
    if (this.#removed > FEW && this.#removed * 2 > this.#heap.length) this.#sweep()
  }

  /** Removes the earliest task from the queue, to be run by the caller. */
  take(): (() => void) | undefined {
    if (this.next === undefined) return undefined
    const task = this.#pop()
    const run = task.run
    task.run = undefined
    return run
  }

  #sweep(): void {
    // A sorted array is a heap.
    this.#heap = this.#heap.filter((task) => task.run !== undefined).sort(inOrder)
    this.#removed = 0
  }

  #pop(): Task {
    const top = this.#heap[0]!
    const last = this.#heap.pop()!
    if (this.#heap.length > 0) {
      this.#heap[0] = last
      this.#sink(0)
    }
    return top
  }

  #rise(index: number): void {
    const heap = this.#heap
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (inOrder(heap[parent]!, heap[index]!) < 0) return
      swap(heap, index, parent)
      index = parent
    }
  }

  #sink(index: number): void {
    const heap = this.#heap
    for (;;) {
      let child = 2 * index + 1
      if (child >= heap.length) return
      if (child + 1 < heap.length && inOrder(heap[child + 1]!, heap[child]!) < 0) child++
      if (inOrder(heap[index]!, heap[child]!) < 0) return
      swap(heap, index, child)
      index = child
    }
  }
}

function inOrder(a: Task, b: Task): number {
  return a.deadline === b.deadline ? a.order - b.order : a.deadline - b.deadline
}

function swap(heap: Task[], a: number, b: number): void {
  const task = heap[a]!
  heap[a] = heap[b]!
  heap[b] = task
}
