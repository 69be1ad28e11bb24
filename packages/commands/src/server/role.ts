import type { Command } from '../command.ts'
import { replyValue } from '../reply-value.ts'

/** ROLE */
export const role: Command = {
  name: 'role',
  arity: 1,
  flags: ['noscript', 'loading', 'stale', 'fast'],
  acl: ['admin', 'dangerous'],

  run(_client, _argv, reply) {
    const replicas: readonly string[] = []
    // There is no replication, so its offset stays 0.
    replyValue(reply, ['master', 0, replicas])
  },
}
