import { type Profiler, Session } from 'node:inspector'

/** Milliseconds between two samples. */
const INTERVAL = 0.2
const SHOWN = 40

/** Two moments in milliseconds, by `performance.now()`. */
interface Span {
  readonly from: number
  readonly to: number
}

/** Samples of what the main thread was at. */
export class Profile {
  readonly #session = new Session()
  readonly #origin = Number(process.hrtime.bigint()) / 1e6 - performance.now()
  #at: number[] = []
  #samples: readonly number[] = []
  readonly #nodes = new Map<number, Profiler.ProfileNode>()
  readonly #parents = new Map<number, number>()

  start(): void {
    this.#session.connect()
    this.#session.post('Profiler.enable')
    this.#session.post('Profiler.setSamplingInterval', { interval: 1000 * INTERVAL })
    this.#session.post('Profiler.start')
  }

  stop(): void {
    this.#session.post('Profiler.stop', (_error, { profile }) => {
      let at = profile.startTime / 1000 - this.#origin
      this.#samples = profile.samples ?? []
      this.#at = (profile.timeDeltas ?? []).map((delta) => {
        at += delta / 1000
        return at
      })
      for (const node of profile.nodes) {
        this.#nodes.set(node.id, node)
        for (const child of node.children ?? []) this.#parents.set(child, node.id)
      }
    })
    this.#session.disconnect()
  }

  /** For how many milliseconds the thread was met at work between the two moments, as far as samples can tell. */
  metAtWork({ from, to }: Span): number {
    return INTERVAL * (this.#firstFrom(to) - this.#firstFrom(from))
  }

  /** The functions that most of the samples between the two moments are of, with those they called. */
  between({ from, to }: Span): readonly string[] {
    const counts = new Map<number, number>()
    const first = this.#firstFrom(from)
    const end = this.#firstFrom(to)
    for (let i = first; i < end; i++) {
      for (let id = this.#samples[i]; id !== undefined; id = this.#parents.get(id)) {
        counts.set(id, (counts.get(id) ?? 0) + 1)
      }
    }
    return [...counts]
      .sort(([, a], [, b]) => b - a)
      .slice(0, SHOWN)
      .map(([id, count]) => `  ${Math.round((100 * count) / (end - first))} % ${this.#name(id)}`)
  }

  /** The place of the first sample that is not before the moment. */
  #firstFrom(moment: number): number {
    let low = 0
    let high = this.#at.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#at[middle]! < moment) low = middle + 1
      else high = middle
    }
    return low
  }

  #name(id: number): string {
    const { functionName, url, lineNumber } = this.#nodes.get(id)!.callFrame
    return `${functionName || '(anonymous)'} ${url.split('/').at(-1)}:${lineNumber + 1}`
  }
}
