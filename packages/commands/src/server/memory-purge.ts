import type { Command } from '../command.ts'

/** MEMORY PURGE. V8 gives memory back by itself, and not sooner when asked. */
export const memoryPurge: Command = {
  name: 'purge',
  arity: 2,
  flags: [],
  tips: ['request_policy:all_shards', 'response_policy:all_succeeded'],

  run(_client, _argv, reply) {
    reply.status('OK')
  },
}
