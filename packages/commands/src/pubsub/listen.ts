import { ascii, type Bytes } from '@resident/bytes'
import { type Client, Mode } from '../client.ts'
import { type Command, keysFrom } from '../command.ts'
import { err } from '../errors.ts'
import type { Topic } from '../pubsub.ts'

/** SUBSCRIBE channel [channel ...] */
export const subscribe: Command = listenTo('channels', 'subscribe')

/** PSUBSCRIBE pattern [pattern ...] */
export const psubscribe: Command = listenTo('patterns', 'psubscribe')

/** SSUBSCRIBE shardchannel [shardchannel ...] */
export const ssubscribe: Command = listenTo('shardChannels', 'ssubscribe')

/** UNSUBSCRIBE [channel [channel ...]] */
export const unsubscribe: Command = listenNoMore('channels', 'unsubscribe')

/** PUNSUBSCRIBE [pattern [pattern ...]] */
export const punsubscribe: Command = listenNoMore('patterns', 'punsubscribe')

/** SUNSUBSCRIBE [shardchannel [shardchannel ...]] */
export const sunsubscribe: Command = listenNoMore('shardChannels', 'sunsubscribe')

/** Subscribes, with a confirmation for each name. */
function listenTo(topic: Topic, name: string): Command {
  return {
    ...rowOf(topic, name),
    arity: -2,

    run(client, argv) {
      // Redis allows the two older commands here, for compatibility.
      if (topic === 'shardChannels' && client.is(Mode.MULTI)) {
        throw err("SSUBSCRIBE isn't allowed for a DENY BLOCKING client")
      }
      for (let i = 1; i < argv.length; i++) {
        client.server.pubsub.subscribe(client, topic, argv[i]!)
        confirm(client, topic, name, argv[i])
      }
    },
  }
}

/** Unsubscribes, with a confirmation for each name; without names, from all that the client is subscribed to, with at least one. */
function listenNoMore(topic: Topic, name: string): Command {
  return {
    ...rowOf(topic, name),
    arity: -1,

    run(client, argv) {
      const { pubsub } = client.server
      const names = argv.length > 1 ? argv.slice(1) : pubsub.topicsOf(client, topic)
      for (const each of names) {
        pubsub.unsubscribe(client, topic, each)
        confirm(client, topic, name, each)
      }
      if (names.length === 0) confirm(client, topic, name, undefined)
    },
  }
}

function rowOf(topic: Topic, name: string): Pick<Command, 'name' | 'flags' | 'keys'> {
  return {
    name,
    flags: ['pubsub', 'noscript', 'loading', 'stale'],
    keys: topic === 'shardChannels' ? [keysFrom(1, -1, 1, 'not_key')] : [],
  }
}

/** A confirmation is a message and not a reply: CLIENT REPLY does not mute it. */
function confirm(client: Client, topic: Topic, kind: string, name: Bytes | undefined): void {
  const reply = client.connection.pushed()
  reply.push(3)
  reply.bulk(ascii(kind))
  if (name === undefined) reply.null()
  else reply.bulk(name)
  // Redis counts channels and patterns together, and shard channels apart.
  reply.integer(
    topic === 'shardChannels' ? client.shardChannels : client.channels + client.patterns,
  )
}
