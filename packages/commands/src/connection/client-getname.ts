import type { Subcommand } from '../command.ts'

/** CLIENT GETNAME */
export const clientGetname: Subcommand = {
  name: 'getname',
  arity: 2,
  flags: ['noscript', 'loading', 'stale'],
  brief: true,

  run(client, _argv, reply) {
    if (client.name === '') reply.null()
    else reply.bulk(client.name)
  },
}
