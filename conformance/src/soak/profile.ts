import { type Profiler, Session } from 'node:inspector'

/** Milliseconds between two samples. */
const INTERVAL = 0.2
const SHOWN = 40

/** Samples of what the main thread was at, for the rare slice that takes too long: `--profile`. */
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

  /** The functions that most of the samples between the two moments are of, with those they called. */
  between({ from, to }: { readonly from: number; readonly to: number }): readonly string[] {
    const counts = new Map<number, number>()
    let all = 0
    for (const [i, at] of this.#at.entries()) {
      if (at < from || at > to) continue
      all++
      for (let id = this.#samples[i]; id !== undefined; id = this.#parents.get(id)) {
        counts.set(id, (counts.get(id) ?? 0) + 1)
      }
    }
    return [...counts]
      .sort(([, a], [, b]) => b - a)
      .slice(0, SHOWN)
      .map(([id, count]) => `  ${Math.round((100 * count) / all)} % ${this.#name(id)}`)
  }

  #name(id: number): string {
    const { functionName, url, lineNumber } = this.#nodes.get(id)!.callFrame
    return `${functionName || '(anonymous)'} ${url.split('/').at(-1)}:${lineNumber + 1}`
  }
}
