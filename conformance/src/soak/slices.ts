import { createHook, executionAsyncResource } from 'node:async_hooks'
import { CollectorWatch, type Pause } from './collector.ts'
import { Profile } from './profile.ts'
import { SystemWrites } from './system-writes.ts'
import { threadClock } from './thread-time.ts'

/** A stretch of work that held the event loop; all in milliseconds, moments by `performance.now()`. */
interface Noted {
  /** What the event loop ran, in Node's words: TCP, Immediate, Timeout … */
  readonly kind: string
  readonly from: number
  readonly to: number
  /** For how long it had a processor. */
  readonly processor: number
  /** For how much of that the system was writing to sockets. */
  readonly writing: number
}

/** The same, taken apart. */
export interface Slice extends Noted {
  /** Processor time of our own work. */
  readonly own: number
  /** Processor time of the collector. */
  readonly collector: number
  /** What it stood still for besides: others had the processor. */
  readonly delay: number
  /** For how much of `own` samples met it at work. */
  readonly met: number
}

/** The longest of each, from whichever slices. */
export interface SliceAccount {
  /** How many there were, short ones too. */
  readonly count: number
  /** Those whose own work took longest, the longest first, with the functions that they were in. */
  readonly longest: readonly (Slice & { readonly within: readonly string[] })[]
  /** The longest own work, in milliseconds, of those that waited longer than they worked: others had all caches meanwhile. */
  readonly longestDisturbed: number
  /** The longest of those in which samples hardly met anybody at work: the machine had stopped. */
  readonly longestStill: Slice | undefined
  readonly longestWriting: number
  readonly longestPause: number
  readonly longestDelay: number
}

const WORTH_NOTING = 4
const SHOWN = 3
/**
 * A slice of which samples saw less than this share did not run. The host of a virtual machine may stop a processor in the
 * midst of it, and Linux may take that for the thread's time: a slice has taken 33 ms, by two samples where there should be
 * 167. Of a loop that was planted for 30 ms samples saw a fifth at the least, on a busy machine.
 */
const LEAST_MET = 1 / 8

/**
 * Watches every callback that the event loop runs, and takes its time apart: our own work, what the collector did
 * meanwhile, what the system took to write to sockets, and the time for which the machine did something else. On a busy
 * machine only the first is ours.
 */
export class SliceWatch {
  readonly #noted: Noted[] = []
  readonly #collector = new CollectorWatch()
  readonly #profile = new Profile()
  readonly #clock = threadClock()
  readonly #writes = new SystemWrites(this.#clock)
  #depth = 0
  #count = 0
  #from = 0
  #running = 0
  #written = 0

  readonly #hook = createHook({
    before: () => {
      if (this.#depth++ > 0) return
      this.#count++
      this.#from = performance.now()
      this.#written = this.#writes.took
      this.#running = this.#clock()
    },
    after: () => {
      if (--this.#depth > 0) return
      const from = this.#from
      const to = performance.now()
      if (to - from < WORTH_NOTING) return
      const processor = Math.min(to - from, this.#clock() - this.#running)
      const writing = this.#writes.took - this.#written
      const kind = executionAsyncResource().constructor.name
      this.#noted.push({ kind, from, to, processor, writing })
    },
  })

  start(): void {
    this.#hook.enable()
    this.#writes.start()
    this.#collector.start()
    this.#profile.start()
  }

  async stop(): Promise<SliceAccount> {
    this.#hook.disable()
    this.#writes.stop()
    this.#profile.stop()
    const pauses = await this.#collector.stop()
    const slices = takenApart(this.#noted, pauses).map((each) => ({
      ...each,
      met: this.#profile.metAtWork(each),
    }))
    slices.sort((a, b) => b.own - a.own)
    const isDisturbed = ({ delay, own }: Slice): boolean => delay > own
    const isStill = ({ met, own }: Slice): boolean => met < LEAST_MET * own
    const longest = slices.filter((each) => !isDisturbed(each) && !isStill(each)).slice(0, SHOWN)
    return {
      count: this.#count,
      longest: longest.map((each) => ({ ...each, within: this.#profile.between(each) })),
      longestDisturbed: greatest(slices.filter(isDisturbed).map(({ own }) => own)),
      longestStill: slices.find((each) => isStill(each) && !isDisturbed(each)),
      longestWriting: greatest(slices.map(({ writing }) => writing)),
      longestPause: greatest(pauses.map(({ took }) => took)),
      longestDelay: greatest(slices.map(({ delay }) => delay)),
    }
  }
}

/** Both are in the order of their times. */
function takenApart(noted: readonly Noted[], pauses: readonly Pause[]): Omit<Slice, 'met'>[] {
  let next = 0
  return noted.map((each) => {
    const { from, to, processor, writing } = each
    let collector = 0
    while (next < pauses.length && pauses[next]!.from < from) next++
    for (; next < pauses.length && pauses[next]!.from <= to; next++)
      collector += pauses[next]!.processor
    return {
      ...each,
      own: processor - collector - writing,
      collector,
      delay: to - from - processor,
    }
  })
}

function greatest(times: readonly number[]): number {
  return times.reduce((a, b) => Math.max(a, b), 0)
}
