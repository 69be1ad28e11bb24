import type { EngineName, Figures } from './figures.ts'

/** Of one type that two engines make, and one operation on it. */
export interface Question {
  readonly type: string
  readonly operation: string
  /** Those measured, the smallest first. */
  readonly sizes: readonly number[]
  /** The size that is asked about. */
  readonly wanted: number
  readonly figures: Figures
}

type Cost = (engine: EngineName, size: number) => number

/** Which engine to take, and where the other one becomes the better; Markdown. */
export function adviceOn({ type, operation, sizes, wanted, figures }: Question): string {
  const cost: Cost = (engine, size) => figures.median(operation, engine, size)
  const better = (size: number): EngineName =>
    cost('map', size) <= cost('btree', size) ? 'map' : 'btree'
  const crossings = sizes.slice(1).flatMap((size, at) => {
    const before = sizes[at]!
    if (better(before) === better(size)) return []
    const where = count(crossing(cost, before, size))
    return [`${better(size)} is quicker from about ${where} elements on`]
  })
  return (
    `**${type}** of ${count(wanted)}, ${operation}: take ${better(wanted)} ` +
    `(map ${count(cost('map', wanted))} ns, btree ${count(cost('btree', wanted))} ns an operation); ` +
    (crossings.length === 0 ? 'so at every size measured.' : `${crossings.join('; ')}.`)
  )
}

/** Where two costs meet that are straight lines between two sizes, both axes logarithmic. */
function crossing(cost: Cost, from: number, to: number): number {
  const distance = (size: number): number => Math.log(cost('map', size) / cost('btree', size))
  const share = distance(from) / (distance(from) - distance(to))
  const size = Math.exp(Math.log(from) + share * (Math.log(to) - Math.log(from)))
  return Number(size.toPrecision(1))
}

export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}
