import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'

/** ZMSCORE key member [member ...] */
export const zmscore: Command = {
  name: 'zmscore',
  group: 'sorted-set',
  since: '6.2.0',
  arity: -3,
  flags: ['readonly', 'fast'],
  keys: firstKey('RO', 'access'),

  run({ db }, argv, reply) {
    const zset = db.read(arg.key(argv, 1), 'zset')
    reply.array(argv.length - 2)
    for (let i = 2; i < argv.length; i++) {
      const score = zset?.score(arg.bytes(argv, i))
      if (score === undefined) reply.null()
      else reply.double(score)
    }
  },
}
