import { parseArgs } from 'node:util'
import { type Mix, parseMix } from './workloads/engines/mix.ts'

/** What a suite is asked for. */
export interface Options {
  readonly rounds: number
  /** So great a share of the requests that a round has: 1, or less for a quick look. */
  readonly share: number
  /** Of reads, writes and ranges; for `engines`. */
  readonly mix?: Mix
  /** A number of elements, for `engines`, or of keys, for `scale`. */
  readonly size?: number
}

/** What a run of the bench is asked for. */
export interface Request {
  readonly does: 'help' | 'measure' | 'publish' | 'render' | 'guard'
  /** By name; none: all. */
  readonly suites: readonly string[]
  /** `undefined`: each suite's own number. */
  readonly rounds: number | undefined
  readonly options: Omit<Options, 'rounds'>
}

const QUICK = 0.1

export const USAGE = `npm run bench -- [suite…]              measures, prints tables, writes a page to apps/bench/results/
npm run bench -- [suite…] --publish    and puts the figures into docs/benchmarks.md and docs/benchmarks/
npm run bench -- [suite…] --guard      compares with what is published; ends with 1 where a ratio is lost
npm run bench -- --render              writes docs/benchmarks.md and the page anew from what is published

--rounds N             instead of the suite's own number
--quick                one round of a tenth of the requests: to see that it runs; neither to publish nor to guard
--mix 60/30/10         engines: reads, writes, ranges
--size 50000           engines: elements; scale: keys`

/** `undefined` where the arguments make no sense. */
export function parseOptions(argv: readonly string[]): Request | undefined {
  const parsed = parsedOf(argv)
  if (parsed === undefined) return undefined
  const { values, positionals } = parsed
  const rounds = values.rounds === undefined ? undefined : Number(values.rounds)
  const mix = values.mix === undefined ? undefined : parseMix(values.mix)
  const size = values.size === undefined ? undefined : Number(values.size)
  const verbs = (['help', 'publish', 'render', 'guard'] as const).filter((verb) => values[verb])
  const sound =
    isCount(rounds) &&
    isCount(size) &&
    (mix !== undefined) === (values.mix !== undefined) &&
    verbs.length <= 1 &&
    !(values.quick && (values.publish || values.guard))
  if (!sound) return undefined
  const { quick } = values
  return {
    does: verbs[0] ?? 'measure',
    suites: positionals,
    rounds: quick ? (rounds ?? 1) : rounds,
    options: { share: quick ? QUICK : 1, ...(mix && { mix }), ...(size && { size }) },
  }
}

const FLAG = { type: 'boolean', default: false } as const
const TEXT = { type: 'string' } as const

function parsedOf(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        rounds: TEXT,
        mix: TEXT,
        size: TEXT,
        quick: FLAG,
        guard: FLAG,
        publish: FLAG,
        render: FLAG,
        help: { ...FLAG, short: 'h' },
      },
    })
  } catch {
    return undefined
  }
}

/** Or not given. */
function isCount(value: number | undefined): boolean {
  return value === undefined || (Number.isInteger(value) && value > 0)
}
