/** Where a value stands, in pixels, and which values are written at the axis. */
export interface Scale {
  readonly at: (value: number) => number
  readonly ticks: readonly number[]
}

/** A power of ten that takes so many pixels has room for 2 and 5. */
const ROOMY = 100
const STEPS = [1, 2, 5]

/**
 * Logarithmic, since costs lie powers of ten apart: equal distances are equal ratios. From the tick below `least` to the one
 * above `most`.
 */
export function logarithmic(least: number, most: number, from: number, to: number): Scale {
  const all = Array.from({ length: 40 }, (_, n) => n - 20).flatMap((power) =>
    STEPS.map((step) => step * 10 ** power),
  )
  const first = all.findLast((tick) => tick <= least * NEARLY) ?? all[0]!
  const last = all.find((tick) => tick * NEARLY >= most && tick > first) ?? all.at(-1)!
  const length = Math.log10(last / first)
  const isRoomy = Math.abs(to - from) / length >= ROOMY
  return {
    at: (value) => from + ((to - from) * Math.log10(value / first)) / length,
    ticks: all.filter((tick) => tick >= first && tick <= last && (isRoomy || isPower(tick))),
  }
}

/** What a product of steps and powers may differ by from the number that it stands for. */
const NEARLY = 1 + 1e-9

function isPower(tick: number): boolean {
  return Math.abs(Math.log10(tick) - Math.round(Math.log10(tick))) < 0.01
}
