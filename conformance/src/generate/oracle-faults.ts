import { type Reply, textOf } from '../reply.ts'

const NOT_A_DOUBLE = "ERR One or more scores can't be converted into double"

/** Longer than a run lasts, and less than what RESTORE … IDLETIME is drawn with. */
const RUN_SECONDS = 900

/**
 * Whether a difference is a fault of the oracle that hangs on more than the sequence.
 *
 * SORT looks at `errno` after strtod() without clearing it before, so it refuses sound numbers when an earlier conversion,
 * of whatever client, had left ERANGE there. The idle time of a small integer is that of the object which all keys
 * share that hold it, in earlier sequences too.
 */
export function isOracleFault(argv: readonly string[], oracle: Reply, ours: Reply): boolean {
  const [name, sub] = argv.map((word) => word.toLowerCase())
  if (name === 'sort' || name === 'sort_ro') {
    return textOf(oracle) === NOT_A_DOUBLE && ours.type !== 'error'
  }
  if (name !== 'object' || sub !== 'idletime') return false
  const areTimes = oracle.type === 'integer' && ours.type === 'integer'
  return areTimes && Number(textOf(oracle)) < RUN_SECONDS && textOf(ours) === '0'
}
