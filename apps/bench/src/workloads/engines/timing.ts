import { median } from '../../report.ts'
import type { Operation } from './subject.ts'

/** Milliseconds that a measurement takes: much longer than a reading of the clock, shorter than a collector's nap. */
const STRETCH = 8
const MOST_TIMES = 1 << 17

/** Nanoseconds for one of each operation: medians of rounds in which all take turns. */
export function measure(operations: readonly Operation[], rounds: number): number[] {
  const times = operations.map(timesFor)
  const costs: number[][] = operations.map(() => [])
  for (let round = 0; round < rounds; round++) {
    operations.forEach((operation, at) => {
      // Whatever the operation before left to be done is not this one's: that is what the mix is for.
      operation.run(1)
      const start = performance.now()
      operation.run(times[at]!)
      costs[at]!.push(((performance.now() - start) * 1e6) / times[at]!)
    })
  }
  return costs.map(median)
}

/** How often an operation is to be done for it to take a stretch; warms it up as well. */
function timesFor(operation: Operation): number {
  operation.run(1)
  for (let times = 1; ; times *= 2) {
    const start = performance.now()
    operation.run(times)
    if (performance.now() - start > STRETCH || times >= MOST_TIMES) return times
  }
}
