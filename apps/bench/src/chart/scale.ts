/** Where a value stands, in pixels, and which values are written at the axis. */
export interface Scale {
  readonly at: (value: number) => number
  readonly ticks: readonly number[]
}

/** From nothing to `most`, in even steps. */
export function linear(most: number, from: number, to: number): Scale {
  const step = evenStep(most / 5)
  const end = Math.ceil(most / step) * step
  return {
    at: (value) => from + ((to - from) * value) / end,
    ticks: Array.from({ length: Math.round(end / step) + 1 }, (_, n) => n * step),
  }
}

/** Each step ten times the one before. */
export function logarithmic(least: number, most: number, from: number, to: number): Scale {
  const first = Math.floor(Math.log10(least))
  const last = Math.max(Math.ceil(Math.log10(most)), first + 1)
  return {
    at: (value) => from + ((to - from) * (Math.log10(value) - first)) / (last - first),
    ticks: Array.from({ length: last - first + 1 }, (_, n) => 10 ** (first + n)),
  }
}

/** 1, 2 or 5 of a power of ten, at least `wanted`. */
function evenStep(wanted: number): number {
  const power = 10 ** Math.floor(Math.log10(wanted))
  return [1, 2, 5, 10].map((each) => each * power).find((each) => each >= wanted)!
}
