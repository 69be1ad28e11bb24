import { parseArgs } from 'node:util'
import { type Mix, parseMix } from './workloads/engines/mix.ts'

/** What a suite is asked for. */
export interface Options {
  readonly rounds: number
  /** So great a share of the requests that a round has, and of the keys or elements: 1, or less for a quick look. */
  readonly share: number
  /** Of reads, writes and ranges; for `engines`. */
  readonly mix?: Mix
  /** A number of elements, for `engines`, or of keys, for `scale`. */
  readonly size?: number
}

/** What a run of the bench is asked for. */
export interface Request {
  readonly does: 'help' | 'measure' | 'publish' | 'render' | 'guard'
  /** By name. */
  readonly suites: readonly string[]
  /** `undefined`: each suite's own number. */
  readonly rounds: number | undefined
  readonly options: Omit<Options, 'rounds'>
}

const QUICK = 0.1

export const USAGE = `npm run bench -- [suite…]              measures, prints tables, writes a page to apps/bench/results/
npm run bench -- [suite…] --publish    and puts the figures into docs/benchmarks.md and docs/benchmarks/
npm run bench -- [suite…] --guard      compares with what is published; exit code 1 if a ratio has become worse, or none could be compared
npm run bench -- --render              rewrites docs/benchmarks.md and the page from the published figures

--rounds N             instead of the suite's own number
--quick                one round, a tenth of the requests, keys and elements: to see that it works; not with --publish or --guard
--mix 60/30/10         engines: reads, writes, ranges
--size 50000           engines: elements; scale: keys`

/** Throws, with the reason, where the arguments make no sense. */
export function parseOptions(argv: readonly string[], known: readonly string[]): Request {
  const { values, positionals: suites } = parsed(argv)
  const { quick } = values
  const rounds = countOf('rounds', values.rounds)
  const size = countOf('size', values.size)
  const mix = values.mix === undefined ? undefined : parseMix(values.mix)
  const verbs = (['help', 'publish', 'render', 'guard'] as const).filter((verb) => values[verb])
  if (verbs.length > 1) throw new Error(`--${verbs.join(' and --')} exclude each other`)
  if (quick && (values.publish || values.guard)) throw new Error('--quick only shows that it runs')
  const unknown = suites.find((name) => !known.includes(name))
  if (unknown !== undefined) throw new Error(`there is no suite ${unknown}`)
  return {
    does: verbs[0] ?? 'measure',
    suites: suites.length > 0 ? suites : known,
    rounds: quick ? (rounds ?? 1) : rounds,
    options: { share: quick ? QUICK : 1, ...(mix && { mix }), ...(size && { size }) },
  }
}

const FLAG = { type: 'boolean', default: false } as const
const TEXT = { type: 'string' } as const

function parsed(argv: readonly string[]) {
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
}

function countOf(option: string, given: string | undefined): number | undefined {
  if (given === undefined) return undefined
  const count = Number(given)
  if (Number.isSafeInteger(count) && count > 0) return count
  throw new Error(`--${option}: '${given}' is not a whole number, 1 or more`)
}
