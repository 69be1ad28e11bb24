import type { Command } from '@resident/commands'
import { scriptingOf } from '../scripting.ts'

/** SCRIPT EXISTS sha1 [sha1 ...] */
export const scriptExists: Command = {
  name: 'exists',
  arity: -3,
  flags: ['noscript'],
  tips: ['request_policy:all_shards', 'response_policy:agg_logical_and'],

  run(client, argv, reply) {
    const { scripts } = scriptingOf(client.server)
    reply.array(argv.length - 2)
    for (let i = 2; i < argv.length; i++) {
      reply.integer(scripts.find(argv[i]!) === undefined ? 0 : 1)
    }
  },
}
