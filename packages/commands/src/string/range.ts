import { EMPTY } from '@resident/bytes'
import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'
import { lengthOf, sliceOf } from './plain.ts'

/** GETRANGE key start end */
export const getrange: Command = rangeAs('getrange')

/** SUBSTR key start end: the old name of GETRANGE. */
export const substr: Command = rangeAs('substr')

function rangeAs(name: string): Command {
  return {
    name,
    arity: 4,
    flags: ['readonly'],
    keys: firstKey('RO', 'access'),

    run({ db }, argv, reply) {
      const start = arg.exactInteger(argv, 2)
      const end = arg.exactInteger(argv, 3)
      const string = db.read(arg.key(argv, 1), 'string')
      if (string === undefined) return reply.bulk(EMPTY)
      const length = lengthOf(string)
      const first = positionOf(Number(start), length)
      const last = Math.min(positionOf(Number(end), length), length - 1)
      // If both lie before the beginning, they would otherwise both become the first byte.
      const crossed = start < 0 && end < 0 && start > end
      reply.bulk(crossed || first > last ? EMPTY : sliceOf(string, first, last + 1))
    },
  }
}

function positionOf(index: number, length: number): number {
  return Math.max(0, index < 0 ? index + length : index)
}
