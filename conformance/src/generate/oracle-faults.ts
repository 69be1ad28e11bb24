import { type Reply, textOf } from '../reply.ts'

const NOT_A_DOUBLE = "ERR One or more scores can't be converted into double"

/**
 * Whether a difference is a fault of the oracle that hangs on more than the sequence.
 *
 * SORT looks at `errno` after strtod() without clearing it before, so it refuses sound numbers when an earlier conversion,
 * of whatever client, had left ERANGE there. The idle time of a small integer is that of the object which all keys
 * share that hold it, those of earlier sequences too: `encoding` is that of the request's key.
 */
export function isOracleFault(
  argv: readonly string[],
  oracle: Reply,
  ours: Reply,
  encoding: string | undefined,
): boolean {
  const name = argv[0]?.toLowerCase()
  if (name === 'sort' || name === 'sort_ro') {
    return textOf(oracle) === NOT_A_DOUBLE && ours.type !== 'error'
  }
  return isIdleTime(argv) && encoding === 'int' && oracle.type === ours.type
}

export function isIdleTime([name = '', sub = '']: readonly string[]): boolean {
  return name.toLowerCase() === 'object' && sub.toLowerCase() === 'idletime'
}
