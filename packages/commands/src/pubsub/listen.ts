import { ascii, type Bytes } from '@resident/bytes'
import type { Client } from '../client.ts'
import type { Handler } from '../command.ts'
import type { Topic } from '../pubsub.ts'

/** SUBSCRIBE and kin: a confirmation for each name. */
export function listenTo(topic: Topic, kind: string): Handler {
  return (client, argv) => {
    for (let i = 1; i < argv.length; i++) {
      client.server.pubsub.subscribe(client, topic, argv[i]!)
      confirm(client, topic, kind, argv[i])
    }
  }
}

/** UNSUBSCRIBE and kin: a confirmation for each name, without names for each that the client listens to, and at least one. */
export function listenNoMore(topic: Topic, kind: string): Handler {
  return (client, argv) => {
    const { pubsub } = client.server
    const names = argv.length > 1 ? argv.slice(1) : pubsub.topicsOf(client, topic)
    for (const name of names) {
      pubsub.unsubscribe(client, topic, name)
      confirm(client, topic, kind, name)
    }
    if (names.length === 0) confirm(client, topic, kind, undefined)
  }
}

/** A message more than an answer: CLIENT REPLY does not mute it. */
function confirm(client: Client, topic: Topic, kind: string, name: Bytes | undefined): void {
  const reply = client.connection.pushed()
  reply.push(3)
  reply.bulk(ascii(kind))
  if (name === undefined) reply.null()
  else reply.bulk(name)
  // Redis counts channels and patterns together, and those of a shard apart.
  reply.integer(
    topic === 'shardChannels' ? client.shardChannels : client.channels + client.patterns,
  )
}
