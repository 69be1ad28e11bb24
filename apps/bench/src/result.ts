import { median, quantile } from './report.ts'

/** Figures by contestant, one a round: the n-th of each was measured in the same round. */
export type Samples = Readonly<Record<string, readonly number[]>>

/** One thing measured of several contestants. */
export interface Row {
  readonly name: string
  /** What it is shown together with; by default the suite's other rows without one. */
  readonly group?: string
  /** `µs`, `ms`, `bytes`… Less is better. */
  readonly unit: string
  readonly samples: Samples
  /** The contestant that is Resident. */
  readonly ours: string
  /** The contestant that ours is divided by, round by round. */
  readonly base?: string
  /** The target: the most that the ratio may be or, without `base`, that our figure may be. */
  readonly most?: number
}

/** How figures grow with a size. */
export interface Growth {
  readonly name: string
  readonly unit: string
  readonly sizes: readonly number[]
  /** One figure a size. */
  readonly lines: Readonly<Record<string, readonly number[]>>
}

/** All that a suite has measured. */
export interface SuiteResult {
  readonly suite: string
  readonly title: string
  /** What was measured and how, in Markdown without headings. */
  readonly about: string
  readonly rows: readonly Row[]
  readonly growths: readonly Growth[]
  /** What to make of it, said after the figures; Markdown like `about`. */
  readonly conclusion?: string
}

/** Half of the ratios lie between `low` and `high`. */
export interface Ratio {
  readonly middle: number
  readonly low: number
  readonly high: number
  /** The spread allows to quote it. */
  readonly sound: boolean
}

export type Verdict = 'met' | 'missed' | 'unsure' | 'no target'

/** Half of the ratios may lie so far apart, as a share of the middle one, for it to be quoted. */
const WIDEST = 0.35

/** Ours to the base's, round by round; `undefined` where there is no base. */
export function ratioOf({ samples, ours, base }: Row): Ratio | undefined {
  if (base === undefined) return undefined
  const ratios = samples[ours]!.map((figure, round) => figure / samples[base]![round]!)
  const middle = median(ratios)
  const low = quantile(ratios, 0.25)
  const high = quantile(ratios, 0.75)
  return { middle, low, high, sound: high - low <= WIDEST * middle }
}

/** Against the target; unsure where the middle half of the rounds lies on both sides of it. */
export function verdictOf(row: Row): Verdict {
  if (row.most === undefined) return 'no target'
  const { low, high } = ratioOf(row) ?? quartilesOf(row.samples[row.ours]!)
  if (high <= row.most) return 'met'
  return low > row.most ? 'missed' : 'unsure'
}

function quartilesOf(figures: readonly number[]): { low: number; high: number } {
  return { low: quantile(figures, 0.25), high: quantile(figures, 0.75) }
}
