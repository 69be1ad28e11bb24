import type { Resident } from '@resident/embedded'
import { systemTime } from './clock.ts'
import { CacheError } from './errors.ts'
import { Runtime } from './runtime.ts'

/** Lets a test control its caches: their time and their data. */
export class TestCaches {
  #runtime: Runtime = this.#fresh()
  /** What has been added to the system's time. Only used while time runs; `#frozenAt` counts while it does not. */
  #offset = 0
  #frozenAt: number | undefined

  /** The runtime that the test's operations use. */
  get runtime(): Runtime {
    return this.#runtime
  }

  /** The caches' current time: Unix time in milliseconds. */
  get now(): number {
    return this.#frozenAt ?? systemTime.now() + this.#offset
  }

  /** Moves time forward by milliseconds, or by `'90s'`, `'15m'`, `'12h'`, `'7d'`: what falls due on the way expires. */
  advance(duration: number | string): void {
    this.setTime(this.now + milliseconds(duration))
  }

  /** Moves time to a moment: Unix milliseconds, a Date or a text that `new Date` parses. */
  setTime(moment: number | string | Date): void {
    const time = new Date(moment).getTime()
    if (Number.isNaN(time)) {
      throw new CacheError('INVALID_ARGUMENT', `'${String(moment)}' is not a valid date`)
    }
    if (this.#frozenAt === undefined) this.#offset = time - systemTime.now()
    else this.#frozenAt = time
    for (const server of this.#runtime.servers) server.clock.set(time)
  }

  /** Stops time; it then moves only by `advance` and `setTime`. */
  freeze(): void {
    this.#frozenAt = this.now
    for (const server of this.#runtime.servers) {
      server.clock.freeze()
      server.clock.set(this.#frozenAt)
    }
  }

  /** Lets time run again, from where it is. */
  resume(): void {
    if (this.#frozenAt !== undefined) this.#offset = this.#frozenAt - systemTime.now()
    this.#frozenAt = undefined
    for (const server of this.#runtime.servers) server.clock.resume()
  }

  /** Empties all caches of the test. */
  async flush(): Promise<void> {
    await this.#runtime.flush()
  }

  /** Ends the test's servers. */
  async close(): Promise<void> {
    await this.#runtime.close()
  }

  /** Begins again, with empty caches and the system's time. */
  renew(): void {
    this.#offset = 0
    this.#frozenAt = undefined
    this.#runtime = this.#fresh()
  }

  #fresh(): Runtime {
    return new Runtime({ testing: true, transport: 'in-process' }, (server) => this.#adopt(server))
  }

  /** A server that starts late has the same time as the others. */
  #adopt(server: Resident): void {
    if (this.#frozenAt !== undefined) server.clock.freeze()
    if (this.#frozenAt !== undefined || this.#offset !== 0) server.clock.set(this.now)
  }
}

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

function milliseconds(duration: number | string): number {
  const parts = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(String(duration))
  const value =
    typeof duration === 'number' ? duration : Number(parts?.[1]) * (UNITS[parts?.[2] ?? ''] ?? 0)
  if (Number.isFinite(value) && value >= 0) return value
  throw new CacheError(
    'INVALID_ARGUMENT',
    `'${String(duration)}' is not a duration like 500 or '7d'`,
  )
}
