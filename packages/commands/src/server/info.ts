import type { Command } from '../command.ts'

/** INFO [section [section ...]] */
export const info: Command = {
  name: 'info',
  arity: -1,
  flags: ['loading', 'stale'],
  acl: ['dangerous'],
  tips: ['nondeterministic_output', 'request_policy:all_shards', 'response_policy:special'],

  run(client, argv, reply) {
    reply.verbatim('txt', client.server.info(argv.slice(1), client))
  },
}
