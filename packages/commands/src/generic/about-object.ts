import type { Bytes } from '@resident/bytes'
import type { Held, Keyspace } from '@resident/keyspace'
import * as arg from '../args/index.ts'
import { type Command, keyAt } from '../command.ts'
import { type ReplyValue, replyValue } from '../reply-value.ts'

/** A subcommand of OBJECT: `tell` says something about what the key holds, which is left as untouched as it was. */
export function aboutObject(
  name: string,
  tell: (held: Held, key: Bytes, db: Keyspace) => ReplyValue,
): Command {
  return {
    name,
    arity: 3,
    flags: ['readonly'],
    keys: [keyAt(2, 'RO')],
    tips: ['nondeterministic_output'],

    run({ db }, argv, reply) {
      const key = arg.key(argv, 2)
      const held = db.inspect(key, false)
      replyValue(reply, held === undefined ? undefined : tell(held, key, db))
    },
  }
}
