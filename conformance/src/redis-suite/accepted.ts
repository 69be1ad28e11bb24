import type { Failure } from './outcome.ts'

/** Why a case may fail: what it needs is left out on purpose. */
interface Reason {
  readonly reason: string
  /** In the case's name, or in what the suite said of it. */
  readonly name?: RegExp
  readonly output?: RegExp
}

/** The first that fits a failure is its reason. */
const REASONS: readonly Reason[] = [
  {
    reason: 'there is no replication',
    name: /replica|slave|master|propagat|Lazy-expire should not be wrapped/i,
    output: /unknown command '(slaveof|replicaof)'|Can't SYNC while not connected/,
  },
  {
    reason: 'there is no append only file',
    output: /turn on AOF|AOF background rewriting|appendonly\.aof\.manifest|'loadaof'/,
  },
]

/** Why this failure is accepted; `undefined` for a defect. */
export function reasonOf({ name, output }: Failure): string | undefined {
  return REASONS.find(
    (each) => each.name?.test(name) || output.some((line) => each.output?.test(line)),
  )?.reason
}
