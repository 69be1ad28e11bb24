import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'
import { pointOf } from './cell.ts'
import { replyPoint } from './reply-point.ts'

/** GEOPOS key member [member ...] */
export const geopos: Command = {
  name: 'geopos',
  group: 'geo',
  since: '3.2.0',
  arity: -2,
  flags: ['readonly'],
  keys: firstKey('RO', 'access'),

  run({ db }, argv, reply) {
    const zset = db.read(arg.key(argv, 1), 'zset')
    reply.array(argv.length - 2)
    for (let i = 2; i < argv.length; i++) {
      const score = zset?.score(arg.bytes(argv, i))
      if (score === undefined) reply.nullArray()
      else replyPoint(reply, pointOf(score))
    }
  },
}
