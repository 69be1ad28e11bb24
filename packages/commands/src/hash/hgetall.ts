import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'

/** HGETALL key */
export const hgetall: Command = {
  name: 'hgetall',
  arity: 2,
  flags: ['readonly'],
  keys: firstKey('RO', 'access'),
  tips: ['nondeterministic_output_order'],

  run({ db }, argv, reply) {
    const hash = db.read(arg.key(argv, 1), 'hash')
    reply.map(hash?.length ?? 0)
    hash?.each((field, value) => {
      reply.bulk(field)
      reply.bulk(value)
    })
  },
}
