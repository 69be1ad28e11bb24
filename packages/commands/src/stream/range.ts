import * as arg from '../args/index.ts'
import { rangeEnd, rangeStart } from '../args/stream-id.ts'
import { type Argv, type Command, firstKey } from '../command.ts'
import { SYNTAX } from '../errors.ts'
import { replyEntries } from './reply-entries.ts'

/** XRANGE key start end [COUNT count] */
export const xrange: Command = rangeOf('xrange', { backwards: false })

/** XREVRANGE key end start [COUNT count] */
export const xrevrange: Command = rangeOf('xrevrange', { backwards: true })

/** XRANGE and XREVRANGE, whose first argument is the end. */
function rangeOf(name: string, { backwards }: { readonly backwards: boolean }): Command {
  return {
    name,
    arity: -4,
    flags: ['readonly'],
    keys: firstKey('RO', 'access'),

    run({ db }, argv, reply) {
      const from = rangeStart(argv, backwards ? 3 : 2)
      const to = rangeEnd(argv, backwards ? 2 : 3)
      const count = countOf(argv)
      const stream = db.read(arg.key(argv, 1), 'stream')
      if (stream === undefined) return reply.array(0)
      if (count === 0) return reply.nullArray()
      replyEntries(reply, stream.log, { from, to, backwards, count: count ?? 0 })
    },
  }
}

/** COUNT's value, at least 0; `undefined` if there is none. */
function countOf(argv: Argv): number | undefined {
  let count: number | undefined
  for (let i = 4; i < argv.length; i += 2) {
    if (!arg.is(argv, i, 'COUNT') || i + 1 === argv.length) throw SYNTAX
    count = Math.max(0, arg.integer(argv, i + 1))
  }
  return count
}
