import { EMPTY } from '@resident/bytes'
import type { Command } from '../command.ts'

/** RESET */
export const reset: Command = {
  name: 'reset',
  arity: 1,
  flags: ['noscript', 'loading', 'stale', 'fast', 'no_auth', 'allow_busy'],

  run(client) {
    client.server.monitors.release(client)
    client.server.tracking.disable(client)
    client.discardTransaction()
    client.server.pubsub.release(client)
    client.db = client.server.databases.at(0)!
    client.connection.useProtocol(2)
    client.server.acl.admit(client)
    client.name = EMPTY
    client.readsReplicas = false
    // CLIENT REPLY SKIP is not undone: this is the command that it skips.
    if (client.replyMode === 'off') client.replyMode = 'on'
    client.connection.reply.status('RESET')
  },
}
