import { ascii } from '@resident/bytes'
import type { Command } from '../command.ts'

/** ROLE */
export const role: Command = {
  name: 'role',
  group: 'server',
  arity: 1,
  flags: ['noscript', 'loading', 'stale', 'fast'],
  acl: ['admin', 'dangerous'],

  run(_client, _argv, reply) {
    reply.array(3)
    reply.bulk(ascii('master'))
    // The offset of the replication stream, and the replicas: there is no replication.
    reply.integer(0)
    reply.array(0)
  },
}
