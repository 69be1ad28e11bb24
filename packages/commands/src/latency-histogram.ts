/** Values below this are counted exactly; beyond it, half as many buckets cover each doubling. */
const SUB_BUCKETS = 256
const HALF = SUB_BUCKETS / 2
const HALF_BITS = 7
/** In nanoseconds. What is less counts as one nanosecond, what is more as one second. */
const LEAST = 1
const MOST = 1_000_000_000
/** Where the last counter ends. */
const END = 2 ** 30 - 1
/** Where LATENCY HISTOGRAM's first bucket ends, in nanoseconds; each further one ends at twice the one before. */
const FIRST_LEVEL = 1024

/** A bucket of LATENCY HISTOGRAM: how many calls took at most this many microseconds. */
export interface LatencyBucket {
  readonly microseconds: number
  readonly cumulative: number
}

/**
 * How long calls took, counted as by HdrHistogram with two significant digits, from a nanosecond to a second. Only
 * counters that are not 0 are stored, since the calls of one command fall into few of them.
 */
export class LatencyHistogram {
  readonly #counts = new Map<number, number>()
  #total = 0

  get total(): number {
    return this.#total
  }

  /** Adds a number of calls that took this long each. */
  record(microseconds: number, calls: number): void {
    const nanoseconds = Math.round(microseconds * 1000)
    const slot = slotOf(Math.min(MOST, Math.max(LEAST, nanoseconds)))
    this.#counts.set(slot, (this.#counts.get(slot) ?? 0) + calls)
    this.#total += calls
  }

  /** The time, in microseconds, that this percentage of the calls did not exceed. */
  percentile(percent: number): number {
    const wanted = Math.max(1, Math.floor((Math.min(percent, 100) / 100) * this.#total + 0.5))
    let seen = 0
    for (const [slot, count] of this.#inOrder()) {
      seen += count
      if (seen >= wanted) return (percent === 0 ? lowest(slot) : highest(slot)) / 1000
    }
    return 0
  }

  /** Buckets that end at doubling times, leaving out those without calls. */
  buckets(): readonly LatencyBucket[] {
    const buckets: LatencyBucket[] = []
    const counts = this.#inOrder()
    let next = 0
    let cumulative = 0
    for (let level = FIRST_LEVEL; next < counts.length; level *= 2) {
      const before = cumulative
      // The counter that begins at the level is the last that belongs to it.
      while (next < counts.length && lowest(counts[next]![0]) <= level)
        cumulative += counts[next++]![1]
      if (cumulative > before) {
        const end = Math.min(END, highest(slotOf(level)))
        buckets.push({ microseconds: Math.floor(end / 1000), cumulative })
      }
    }
    return buckets
  }

  #inOrder(): readonly (readonly [slot: number, count: number])[] {
    return [...this.#counts].sort(([a], [b]) => a - b)
  }
}

/** How often SUB_BUCKETS must be doubled to hold the value. */
function doublingsOf(value: number): number {
  return Math.max(0, 32 - Math.clz32(value) - HALF_BITS - 1)
}

function slotOf(value: number): number {
  const doublings = doublingsOf(value)
  return (doublings << HALF_BITS) + (value >>> doublings)
}

function lowest(slot: number): number {
  const doublings = Math.max(0, (slot >> HALF_BITS) - 1)
  return (slot - doublings * HALF) * 2 ** doublings
}

function highest(slot: number): number {
  return lowest(slot + 1) - 1
}
