import type { Samples } from './result.ts'

/** Gathers samples: what is measured, of whom, one figure a round. */
export class Tally {
  readonly #figures = new Map<string, Record<string, number[]>>()

  add(figure: string, contestant: string, value: number): void {
    const samples = this.#figures.get(figure) ?? {}
    const mine = samples[contestant] ?? []
    mine.push(value)
    samples[contestant] = mine
    this.#figures.set(figure, samples)
  }

  addAll(contestant: string, values: Readonly<Record<string, number>>): void {
    for (const [figure, value] of Object.entries(values)) this.add(figure, contestant, value)
  }

  /** In the order in which figures first came. */
  get all(): Readonly<Record<string, Samples>> {
    return Object.fromEntries(this.#figures)
  }
}
