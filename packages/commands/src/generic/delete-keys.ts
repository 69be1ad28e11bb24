import * as arg from '../args/index.ts'
import { type Command, type CommandFlag, keysFrom } from '../command.ts'

/** DEL key [key ...] */
export const del: Command = deleteKeys('del', ['write'])

/** UNLINK key [key ...]. DEL does not wait for memory to be freed either: the garbage collector does that later. */
export const unlink: Command = deleteKeys('unlink', ['write', 'fast'])

function deleteKeys(name: string, flags: readonly CommandFlag[]): Command {
  return {
    name,
    arity: -2,
    flags,
    keys: [keysFrom(1, -1, 1, 'RM', 'delete')],
    tips: ['request_policy:multi_shard', 'response_policy:agg_sum'],

    run({ db }, argv, reply) {
      let deleted = 0
      for (let i = 1; i < argv.length; i++) {
        const key = arg.key(argv, i)
        if (!db.delete(key)) continue
        db.modified(key, 'del')
        deleted++
      }
      reply.integer(deleted)
    },
  }
}
