import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'

/** HKEYS key */
export const hkeys: Command = {
  name: 'hkeys',
  arity: 2,
  flags: ['readonly'],
  keys: firstKey('RO', 'access'),
  tips: ['nondeterministic_output_order'],

  run({ db }, argv, reply) {
    const hash = db.read(arg.key(argv, 1), 'hash')
    reply.array(hash?.length ?? 0)
    hash?.each((field) => reply.bulk(field))
  },
}
