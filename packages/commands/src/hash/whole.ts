import type { ReplyWriter } from '@resident/protocol'
import type { HashValue } from '@resident/storage'
import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'

/** HGETALL key */
export const hgetall: Command = tellWhole('hgetall', (reply, hash) => {
  reply.map(hash?.length ?? 0)
  reply.bulks((say) =>
    hash?.each((field, value) => {
      say(field)
      say(value)
    }),
  )
})

/** HKEYS key */
export const hkeys: Command = tellWhole('hkeys', (reply, hash) => {
  reply.array(hash?.length ?? 0)
  reply.bulks((say) => hash?.each(say))
})

/** HVALS key */
export const hvals: Command = tellWhole('hvals', (reply, hash) => {
  reply.array(hash?.length ?? 0)
  reply.bulks((say) => hash?.each((_field, value) => say(value)))
})

function tellWhole(
  name: string,
  tell: (reply: ReplyWriter, hash: HashValue | undefined) => void,
): Command {
  return {
    name,
    arity: 2,
    flags: ['readonly'],
    keys: firstKey('RO', 'access'),
    tips: ['nondeterministic_output_order'],
    run: ({ db }, argv, reply) => tell(reply, db.read(arg.key(argv, 1), 'hash')),
  }
}
