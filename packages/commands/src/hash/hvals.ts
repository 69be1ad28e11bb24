import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'

/** HVALS key */
export const hvals: Command = {
  name: 'hvals',
  arity: 2,
  flags: ['readonly'],
  keys: firstKey('RO', 'access'),
  tips: ['nondeterministic_output_order'],

  run({ db }, argv, reply) {
    const hash = db.read(arg.key(argv, 1), 'hash')
    reply.array(hash?.length ?? 0)
    hash?.each((_field, value) => reply.bulk(value))
  },
}
