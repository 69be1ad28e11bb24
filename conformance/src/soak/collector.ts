import { Session } from 'node:inspector'

/** Something that the collector did on the main thread. In milliseconds, `from` by `performance.now()`. */
export interface Pause {
  readonly from: number
  /** By the clock, and of the processor: others may have had it meanwhile. */
  readonly took: number
  readonly processor: number
}

interface TraceEvent {
  readonly name: string
  readonly ph: string
  /** Microseconds: when, for how long, and for how long with a processor. */
  readonly ts: number
  readonly dur: number
  readonly tdur: number
}

/**
 * Learns from V8's own trace what the collector does. A PerformanceObserver reports only its main pauses, and not the marking
 * steps between them, which take milliseconds, too.
 */
export class CollectorWatch {
  readonly #session = new Session()
  readonly #pauses: Pause[] = []
  /** What the trace's clock tells when ours tells 0. */
  readonly #origin = Number(process.hrtime.bigint()) / 1e6 - performance.now()

  start(): void {
    this.#session.connect()
    this.#session.on('NodeTracing.dataCollected', ({ params }) => {
      for (const event of params.value as unknown as TraceEvent[]) this.#note(event)
    })
    this.#session.post('NodeTracing.start', { traceConfig: { includedCategories: ['v8'] } })
  }

  /** In the order in which they began; of what happened within another, nothing. */
  async stop(): Promise<readonly Pause[]> {
    await new Promise<void>((resolve) => {
      this.#session.once('NodeTracing.tracingComplete', () => resolve())
      this.#session.post('NodeTracing.stop')
    })
    this.#session.disconnect()
    let end = 0
    return this.#pauses
      .sort((a, b) => a.from - b.from)
      .filter(({ from, took }) => {
        const isOuter = from >= end
        if (isOuter) end = from + took
        return isOuter
      })
  }

  #note({ name, ph, ts, dur, tdur }: TraceEvent): void {
    if (ph !== 'X' || !name.startsWith('V8.GC')) return
    this.#pauses.push({ from: ts / 1000 - this.#origin, took: dur / 1000, processor: tdur / 1000 })
  }
}
