import { createHook } from 'node:async_hooks'
import { PerformanceObserver } from 'node:perf_hooks'
import { threadClock } from './thread-time.ts'

/** A stretch of work that held the event loop; all in milliseconds. */
export interface Slice {
  /** What the event loop ran, in Node's words: TCPWRAP, Immediate, Timeout … */
  readonly kind: string
  /** Processor time of our own work. */
  readonly own: number
  /** What the collector paused it for. */
  readonly collector: number
  /** What it stood still for besides: others had the processor. */
  readonly delay: number
}

/** The longest of each, from whichever slices. */
export interface SliceAccount {
  /** Those whose own work took longest, the longest first. */
  readonly longest: readonly Slice[]
  readonly longestPause: number
  readonly longestDelay: number
}

interface Noted {
  readonly kind: string
  readonly from: number
  readonly to: number
  readonly processor: number
}

const WORTH_NOTING = 4
const SHOWN = 3

/**
 * Watches every callback that the event loop runs, and takes its time apart: our own work, the collector's pauses that fell
 * into it, and the time for which the machine did something else, which on a busy one is none of ours.
 */
export class SliceWatch {
  readonly #noted: Noted[] = []
  readonly #pauses: { readonly from: number; readonly took: number }[] = []
  readonly #kinds = new Map<number, string>()
  #depth = 0
  #kind = ''
  #from = 0
  readonly #clock = threadClock()
  #running = 0

  readonly #hook = createHook({
    init: (id, kind) => {
      this.#kinds.set(id, kind)
    },
    before: (id) => {
      if (this.#depth++ > 0) return
      this.#kind = this.#kinds.get(id) ?? 'from before'
      this.#from = performance.now()
      this.#running = this.#clock()
    },
    after: () => {
      if (--this.#depth > 0) return
      const to = performance.now()
      if (to - this.#from < WORTH_NOTING) return
      const processor = Math.min(to - this.#from, this.#clock() - this.#running)
      this.#noted.push({ kind: this.#kind, from: this.#from, to, processor })
    },
    destroy: (id) => {
      this.#kinds.delete(id)
    },
  })

  readonly #collector = new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      this.#pauses.push({ from: startTime, took: duration })
    }
  })

  start(): void {
    this.#hook.enable()
    this.#collector.observe({ entryTypes: ['gc'] })
  }

  stop(): SliceAccount {
    this.#hook.disable()
    this.#collector.disconnect()
    const slices = this.#noted.map((each) => this.#takenApart(each))
    return {
      longest: slices.sort((a, b) => b.own - a.own).slice(0, SHOWN),
      longestPause: Math.max(0, ...this.#pauses.map(({ took }) => took)),
      longestDelay: Math.max(0, ...slices.map(({ delay }) => delay)),
    }
  }

  #takenApart({ kind, from, to, processor }: Noted): Slice {
    const collector = this.#pauses
      .filter((pause) => pause.from >= from && pause.from <= to)
      .reduce((sum, { took }) => sum + took, 0)
    const delay = to - from - processor
    return { kind, own: Math.max(0, processor - collector), collector, delay }
  }
}
