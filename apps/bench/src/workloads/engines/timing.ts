import type { Operation } from './subject.ts'

/** Milliseconds that a measurement takes: much longer than a reading of the processor's time. */
const STRETCH = 8
const MOST_TIMES = 1 << 17

/** Nanoseconds of processor time for one of each operation: a figure a round, in each of which all take turns. */
export function measure(operations: readonly Operation[], rounds: number): number[][] {
  const times = operations.map(timesFor)
  const costs: number[][] = operations.map(() => [])
  for (let round = 0; round < rounds; round++) {
    operations.forEach((operation, at) => {
      // Whatever the operation before left to be done is not this one's: that is what the mix is for.
      operation.run(1)
      const before = process.cpuUsage()
      operation.run(times[at]!)
      costs[at]!.push((milliseconds(before) * 1e6) / times[at]!)
    })
  }
  return costs
}

/** How often an operation is to be done for it to take a stretch; warms it up as well. */
function timesFor(operation: Operation): number {
  operation.run(1)
  for (let times = 1; ; times *= 2) {
    const before = process.cpuUsage()
    operation.run(times)
    if (milliseconds(before) > STRETCH || times >= MOST_TIMES) return times
  }
}

/** Of this process, since then: time by the clock would be the other programs' too. */
function milliseconds(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1000
}
