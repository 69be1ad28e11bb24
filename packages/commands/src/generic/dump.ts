import { encodePayload } from '@resident/rdb'
import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'

/** DUMP key */
export const dump: Command = {
  name: 'dump',
  arity: 2,
  flags: ['readonly'],
  keys: firstKey('RO', 'access'),
  tips: ['nondeterministic_output'],

  run({ db, server }, argv, reply) {
    const held = db.readAny(arg.key(argv, 1))
    if (held === undefined) return reply.null()
    const compress = server.config.value('rdbcompression') === 'yes'
    reply.bulk(encodePayload(held, db.limits, compress))
  },
}
