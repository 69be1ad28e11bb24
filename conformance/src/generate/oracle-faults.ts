import { type Reply, textOf } from '../reply.ts'

const NOT_A_DOUBLE = "ERR One or more scores can't be converted into double"

/**
 * Whether a difference is a fault of the oracle that hangs on more than the sequence.
 *
 * SORT looks at `errno` after strtod() without clearing it before, so it refuses sound numbers when an earlier conversion,
 * of whatever client, had left ERANGE there.
 */
export function isOracleFault(argv: readonly string[], oracle: Reply, ours: Reply): boolean {
  const name = argv[0]?.toLowerCase()
  return (
    (name === 'sort' || name === 'sort_ro') &&
    textOf(oracle) === NOT_A_DOUBLE &&
    ours.type !== 'error'
  )
}
