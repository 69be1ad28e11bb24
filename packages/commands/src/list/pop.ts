import type { ListEnd } from '@resident/storage'
import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'
import { wrongArity } from '../errors.ts'
import { takeOne, takeSeveral } from './take.ts'

/** LPOP key [count] */
export const lpop: Command = popFrom('lpop', 'head')

/** RPOP key [count] */
export const rpop: Command = popFrom('rpop', 'tail')

/** LPOP and RPOP: the same command at either end. */
function popFrom(name: string, end: ListEnd): Command {
  return {
    name,
    arity: -2,
    flags: ['write', 'fast'],
    // With a count it may take long.
    brief: 2,
    keys: firstKey('RW', 'access', 'delete'),

    run({ db }, argv, reply) {
      if (argv.length > 3) throw wrongArity(name)
      const count = argv.length === 3 ? arg.positiveInteger(argv, 2) : undefined

      const key = arg.key(argv, 1)
      const list = db.write(key, 'list')
      if (list === undefined) return count === undefined ? reply.null() : reply.nullArray()
      if (count === undefined) takeOne(db, key, list, end, reply)
      else if (count === 0) reply.array(0)
      else takeSeveral(db, key, list, end, count, reply)
    },
  }
}
