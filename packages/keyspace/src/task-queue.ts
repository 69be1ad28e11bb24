export interface Task {
  readonly deadline: number
  readonly order: number
  run: (() => void) | undefined
}

/** Tasks by deadline, equal ones first come first served: a binary heap. A task taken back stays until its turn. */
export class TaskQueue {
  #heap: Task[] = []
  #order = 0

  /** The earliest deadline. */
  get next(): number | undefined {
    while (this.#heap.length > 0 && this.#heap[0]!.run === undefined) this.#pop()
    return this.#heap[0]?.deadline
  }

  add(deadline: number, run: () => void): Task {
    const task: Task = { deadline, order: this.#order++, run }
    this.#heap.push(task)
    this.#rise(this.#heap.length - 1)
    return task
  }

  remove(task: Task): void {
    task.run = undefined
  }

  /** Takes out the earliest task. */
  take(): (() => void) | undefined {
    if (this.next === undefined) return undefined
    const task = this.#pop()
    const run = task.run
    task.run = undefined
    return run
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
      if (!before(heap[index]!, heap[parent]!)) return
      swap(heap, index, parent)
      index = parent
    }
  }

  #sink(index: number): void {
    const heap = this.#heap
    for (;;) {
      let least = index
      for (const child of [2 * index + 1, 2 * index + 2]) {
        if (child < heap.length && before(heap[child]!, heap[least]!)) least = child
      }
      if (least === index) return
      swap(heap, index, least)
      index = least
    }
  }
}

function before(a: Task, b: Task): boolean {
  return a.deadline < b.deadline || (a.deadline === b.deadline && a.order < b.order)
}

function swap(heap: Task[], a: number, b: number): void {
  const task = heap[a]!
  heap[a] = heap[b]!
  heap[b] = task
}
