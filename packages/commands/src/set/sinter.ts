import { type Command, keysFrom } from '../command.ts'
import { eachCommon } from './intersect.ts'
import { operands } from './operands.ts'

/** SINTER key [key ...] */
export const sinter: Command = {
  name: 'sinter',
  arity: -2,
  flags: ['readonly'],
  keys: [keysFrom(1, -1, 1, 'RO', 'access')],
  tips: ['nondeterministic_output_order'],

  run({ db }, argv, reply) {
    const sets = operands(db, argv, 1, argv.length)
    reply.deferred()
    const length = eachCommon(sets, Number.POSITIVE_INFINITY, (member) => reply.bulk(member))
    reply.end('set', length)
  },
}
