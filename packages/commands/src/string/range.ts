import { EMPTY } from '@resident/bytes'
import * as arg from '../args/index.ts'
import type { Handler } from '../command.ts'
import { lengthOf, sliceOf } from './plain.ts'

/** GETRANGE, and SUBSTR, its name of old. */
export const readRange: Handler = ({ db }, argv, reply) => {
  const start = arg.integer(argv, 2)
  const end = arg.integer(argv, 3)
  const string = db.read(arg.key(argv, 1), 'string')
  if (string === undefined) return reply.bulk(EMPTY)

  const length = lengthOf(string)
  const first = Math.max(0, start < 0 ? start + length : start)
  const last = Math.min(Math.max(0, end < 0 ? end + length : end), length - 1)
  // Both before the beginning would otherwise meet at its first byte.
  const crossed = start < 0 && end < 0 && start > end
  reply.bulk(crossed || first > last ? EMPTY : sliceOf(string, first, last + 1))
}
