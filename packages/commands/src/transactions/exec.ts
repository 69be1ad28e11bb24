import type { ReplyWriter } from '@resident/protocol'
import { type Client, Mode } from '../client.ts'
import type { Command } from '../command.ts'
import { EXEC_WITHOUT_MULTI, EXECABORT } from '../errors.ts'
import { say } from '../execute.ts'

/** EXEC */
export const exec: Command = {
  name: 'exec',
  group: 'transactions',
  since: '1.2.0',
  arity: 1,
  flags: ['noscript', 'loading', 'stale', 'skip_slowlog'],

  run(client, _argv, reply) {
    if (!client.is(Mode.MULTI)) throw EXEC_WITHOUT_MULTI
    const { queueBroken } = client
    const changed = client.watchBroken || client.server.watches.hasExpired(client)
    if (!queueBroken && !changed) return runQueue(client, reply)
    client.discardTransaction()
    if (queueBroken) throw EXECABORT
    reply.nullArray()
  },
}

/** The client stays in MULTI meanwhile: nothing blocks within a transaction. */
function runQueue(client: Client, reply: ReplyWriter): void {
  const { server, queue } = client
  server.watches.release(client)
  reply.array(queue.length)
  // CLIENT REPLY in the queue mutes from there on, as does CLIENT KILL of oneself: Redis sends the rest of the array.
  for (const { row, argv } of queue) {
    const refusal = server.acl.queuedRefusalOf(client, row, argv)
    if (refusal === undefined) server.run(client, row, argv, client.connection.reply)
    else say(client, refusal, client.connection.reply)
  }
  client.discardTransaction()
}
