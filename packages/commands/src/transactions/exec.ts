import type { ReplyWriter } from '@resident/protocol'
import { type Client, Mode } from '../client.ts'
import type { Command } from '../command.ts'
import { CommandError, err } from '../errors.ts'
import { say } from '../execute.ts'

/** EXEC */
export const exec: Command = {
  name: 'exec',
  arity: 1,
  flags: ['noscript', 'loading', 'stale', 'skip_slowlog'],

  run(client, _argv, reply) {
    if (!client.is(Mode.MULTI)) throw err('EXEC without MULTI')
    const { queueBroken } = client
    const changed = client.watchBroken || client.server.watches.hasExpired(client)
    if (!queueBroken && !changed) return runQueue(client, reply)
    client.discardTransaction()
    if (queueBroken) {
      throw new CommandError('EXECABORT', 'Transaction discarded because of previous errors.')
    }
    reply.nullArray()
  },
}

/** The client stays in MULTI meanwhile: nothing blocks within a transaction. */
function runQueue(client: Client, reply: ReplyWriter): void {
  client.server.watches.release(client)
  reply.array(client.queue.length)
  runFrom(client, 0)
}

/** Runs the queued commands from `first` on. If a script is paused half-way, the rest waits for it. */
function runFrom(client: Client, first: number): void {
  const { server, queue } = client
  const { suspension } = server
  let refusal: CommandError | undefined
  // A queued CLIENT REPLY, or CLIENT KILL of the client itself, mutes the replies after it, as in Redis.
  for (let i = first; i < queue.length; i++) {
    const { row, argv } = queue[i]!
    refusal = server.acl.queuedRefusalOf(client, row, argv)
    if (refusal === undefined) server.run(client, row, argv, client.connection.reply)
    else say(client, refusal, client.connection.reply)
    if (suspension.active) return suspension.afterwards(() => runFrom(client, i + 1))
  }
  // Of the last one Redis takes it for EXEC's own failure.
  if (refusal !== undefined) client.lastCommand!.failed++
  client.discardTransaction()
}
