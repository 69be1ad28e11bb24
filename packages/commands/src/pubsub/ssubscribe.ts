import { Mode } from '../client.ts'
import { type Command, keysFrom } from '../command.ts'
import { err } from '../errors.ts'
import { listenTo } from './listen.ts'

/** SSUBSCRIBE shardchannel [shardchannel ...] */
export const ssubscribe: Command = {
  name: 'ssubscribe',
  arity: -2,
  flags: ['pubsub', 'noscript', 'loading', 'stale'],
  keys: [keysFrom(1, -1, 1, 'not_key')],

  run(client, argv, reply) {
    // Redis lets SUBSCRIBE pass here for the sake of its past; this one has none.
    if (client.is(Mode.MULTI)) throw err("SSUBSCRIBE isn't allowed for a DENY BLOCKING client")
    listen(client, argv, reply)
  },
}

const listen = listenTo('shardChannels', 'ssubscribe')
