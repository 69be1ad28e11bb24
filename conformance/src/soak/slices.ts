import { createHook } from 'node:async_hooks'
import { PerformanceObserver } from 'node:perf_hooks'

/** A stretch of work that held the event loop, in milliseconds: when, and how much processor time it took. */
interface Slice {
  readonly from: number
  readonly to: number
  readonly took: number
}

const WORTH_NOTING = 4

/**
 * Watches every callback that the event loop runs. Processor time, since on a busy machine others' work is none of
 * ours; less the collector's pauses that fell into it.
 */
export class SliceWatch {
  readonly #slices: Slice[] = []
  readonly #pauses: { readonly from: number; readonly took: number }[] = []
  #depth = 0
  #from = 0
  #cpu: NodeJS.CpuUsage = process.cpuUsage()

  readonly #hook = createHook({
    before: () => {
      if (this.#depth++ > 0) return
      this.#from = performance.now()
      this.#cpu = process.cpuUsage()
    },
    after: () => {
      if (--this.#depth > 0) return
      const to = performance.now()
      // Reading the processor's time costs more than most callbacks take.
      if (to - this.#from < WORTH_NOTING) return
      const { user, system } = process.cpuUsage(this.#cpu)
      // The collector's helpers work on other processors.
      const took = Math.min(to - this.#from, (user + system) / 1000)
      this.#slices.push({ from: this.#from, to, took })
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

  /** The longest slice, less the collector's part; and the longest pause of the collector. */
  stop(): { readonly longestSlice: number; readonly longestPause: number } {
    this.#hook.disable()
    this.#collector.disconnect()
    const own = this.#slices.map(({ from, to, took }) =>
      this.#pauses
        .filter((pause) => pause.from >= from && pause.from <= to)
        .reduce((rest, pause) => rest - pause.took, took),
    )
    return {
      longestSlice: Math.max(0, ...own),
      longestPause: Math.max(0, ...this.#pauses.map(({ took }) => took)),
    }
  }
}
