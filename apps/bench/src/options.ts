import { parseArgs } from 'node:util'
import { type Mix, parseMix } from './workloads/engines/mix.ts'

/** What a suite is asked for. */
export interface Options {
  readonly rounds: number
  /** Of reads, writes and ranges; for `engines`. */
  readonly mix?: Mix
  /** A number of elements, for `engines`, or of keys, for `scale`. */
  readonly size?: number
}

/** What a run of the bench is asked for. */
export interface Request {
  /** By name; none: all. */
  readonly suites: readonly string[]
  readonly options: Options
  /** Compare with the committed ratios, and fail where one is lost. */
  readonly guard: boolean
  /** Write docs/benchmarks.md and what belongs to it. */
  readonly publish: boolean
  /** Measure nothing: write docs/benchmarks.md anew from the committed results. */
  readonly render: boolean
}

export const USAGE = `npm run bench -- [suite…] [--rounds N] [--publish]
npm run bench -- [suite…] --guard
npm run bench -- --render
npm run bench -- engines [--mix reads/writes/ranges] [--size elements]
npm run bench -- scale [--size keys]`

/** `undefined` where the arguments make no sense. */
export function parseOptions(argv: readonly string[]): Request | undefined {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    strict: true,
    options: {
      rounds: { type: 'string', default: '5' },
      mix: { type: 'string' },
      size: { type: 'string' },
      guard: { type: 'boolean', default: false },
      publish: { type: 'boolean', default: false },
      render: { type: 'boolean', default: false },
    },
  })
  const rounds = Number(values.rounds)
  const mix = values.mix === undefined ? undefined : parseMix(values.mix)
  const size = values.size === undefined ? undefined : Number(values.size)
  const sound =
    Number.isInteger(rounds) &&
    rounds > 0 &&
    (mix !== undefined) === (values.mix !== undefined) &&
    (size === undefined || (Number.isInteger(size) && size > 0))
  if (!sound) return undefined
  return {
    suites: positionals,
    options: { rounds, ...(mix && { mix }), ...(size && { size }) },
    guard: values.guard,
    publish: values.publish,
    render: values.render,
  }
}
