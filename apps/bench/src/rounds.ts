import { progress } from './progress.ts'
import type { Samples } from './result.ts'
import { Tally } from './tally.ts'

/**
 * Measures all contestants in every round, each round in the other order: whatever else the machine does then falls on
 * all of them. A first round that is not counted warms them up.
 */
export async function interleaved<C>(
  about: string,
  contestants: Readonly<Record<string, C>>,
  rounds: number,
  measure: (contestant: C, name: string) => Promise<number> | number,
): Promise<Samples> {
  const all = await interleavedMany(about, contestants, rounds, async (contestant, name) => ({
    only: await measure(contestant, name),
  }))
  return all.only!
}

/** The same where a measurement gives several figures: samples by the figures' names. */
export async function interleavedMany<C>(
  about: string,
  contestants: Readonly<Record<string, C>>,
  rounds: number,
  measure: (contestant: C, name: string) => Promise<Readonly<Record<string, number>>>,
): Promise<Readonly<Record<string, Samples>>> {
  const order = Object.keys(contestants)
  const tally = new Tally()
  for (let round = -1; round < rounds; round++) {
    for (const name of round % 2 === 0 ? order : [...order].reverse()) {
      progress(`${about}: round ${round + 1} of ${rounds}, ${name}`)
      const figures = await measure(contestants[name]!, name)
      if (round >= 0) tally.addAll(name, figures)
    }
  }
  // In the contestants' own order, whoever came first in the first round.
  return Object.fromEntries(
    Object.entries(tally.all).map(([figure, samples]) => [
      figure,
      Object.fromEntries(order.map((name) => [name, samples[name]!])),
    ]),
  )
}
