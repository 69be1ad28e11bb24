import * as arg from '../args/index.ts'
import type { Command } from '../command.ts'
import { globMatches } from '../glob.ts'

/** KEYS pattern */
export const keys: Command = {
  name: 'keys',
  arity: 2,
  flags: ['readonly'],
  acl: ['dangerous'],
  tips: ['request_policy:all_shards', 'nondeterministic_output_order'],

  run({ db }, argv, reply) {
    const pattern = arg.bytes(argv, 1)
    // The one pattern that needs no matching; it alone finds the empty key.
    const all = pattern === '*'
    let count = 0
    reply.deferred()
    db.each((key) => {
      if (!all && !globMatches(pattern, key)) return
      reply.bulk(key)
      count++
    })
    reply.end('array', count)
  },
}
