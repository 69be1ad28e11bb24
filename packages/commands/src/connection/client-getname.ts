import type { Command } from '../command.ts'

/** CLIENT GETNAME */
export const clientGetname: Command = {
  name: 'getname',
  arity: 2,
  flags: ['noscript', 'loading', 'stale'],
  brief: true,

  run(client, _argv, reply) {
    if (client.name === '') reply.null()
    else reply.bulk(client.name)
  },
}
