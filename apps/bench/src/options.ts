import { parseArgs } from 'node:util'
import { type Mix, parseMix } from './workloads/engines/mix.ts'

/** What a suite is asked for. */
export interface Options {
  readonly rounds: number
  /** Of reads, writes and ranges; for `engines`. */
  readonly mix?: Mix
  /** A number of elements; for `engines`. */
  readonly size?: number
}

export const USAGE = `npm run bench -- <suite> [--rounds N]
npm run bench -- engines [--mix reads/writes/ranges] [--size elements]`

/** The suite's name and its options; `undefined` where they make no sense. */
export function parseOptions(argv: readonly string[]): [string, Options] | undefined {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    strict: true,
    options: {
      rounds: { type: 'string', default: '5' },
      mix: { type: 'string' },
      size: { type: 'string' },
    },
  })
  const rounds = Number(values.rounds)
  const mix = values.mix === undefined ? undefined : parseMix(values.mix)
  const size = values.size === undefined ? undefined : Number(values.size)
  const sound =
    positionals.length === 1 &&
    Number.isInteger(rounds) &&
    rounds > 0 &&
    (mix !== undefined) === (values.mix !== undefined) &&
    (size === undefined || (Number.isInteger(size) && size > 0))
  if (!sound) return undefined
  return [
    positionals[0]!,
    { rounds, ...(mix === undefined ? {} : { mix }), ...(size === undefined ? {} : { size }) },
  ]
}
