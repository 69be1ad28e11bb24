import type { Bytes } from '@resident/bytes'
import type { ReplyWriter } from '@resident/protocol'
import { type Client, Mode } from './client.ts'
import { globMatches } from './glob.ts'

/** What a client can subscribe to: channels, patterns of channels, and shard channels. */
export type Topic = 'channels' | 'patterns' | 'shardChannels'

/** Subscribers by name, in the order in which they subscribed. */
type Listeners = Map<Bytes, Set<Client>>

/** The subscriptions of all clients, and the delivery of messages. */
export class PubSub {
  readonly #listeners: Readonly<Record<Topic, Listeners>> = {
    channels: new Map(),
    patterns: new Map(),
    shardChannels: new Map(),
  }
  readonly #byClient = new Map<Client, Readonly<Record<Topic, Set<Bytes>>>>()

  /** Whether a message on any channel could reach anybody. */
  get heard(): boolean {
    return this.#listeners.channels.size > 0 || this.#listeners.patterns.size > 0
  }

  subscribe(client: Client, topic: Topic, name: Bytes): void {
    const mine = this.#of(client)[topic]
    if (mine.has(name)) return
    mine.add(name)
    const listeners = this.#listeners[topic]
    const already = listeners.get(name)
    if (already === undefined) listeners.set(name, new Set([client]))
    else already.add(client)
    this.#count(client)
  }

  unsubscribe(client: Client, topic: Topic, name: Bytes): void {
    if (!this.#byClient.get(client)?.[topic].delete(name)) return
    const listeners = this.#listeners[topic]
    const left = listeners.get(name)!
    left.delete(client)
    if (left.size === 0) listeners.delete(name)
    this.#count(client)
  }

  /** Ends all subscriptions of the client. */
  release(client: Client): void {
    const mine = this.#byClient.get(client)
    if (mine === undefined) return
    for (const topic of ['channels', 'patterns', 'shardChannels'] as const) {
      for (const name of [...mine[topic]]) this.unsubscribe(client, topic, name)
    }
    this.#byClient.delete(client)
  }

  /** What the client is subscribed to, in the order in which it subscribed. */
  topicsOf(client: Client, topic: Topic): readonly Bytes[] {
    return [...(this.#byClient.get(client)?.[topic] ?? [])]
  }

  /** The names that have subscribers. */
  names(topic: Topic): Iterable<Bytes> {
    return this.#listeners[topic].keys()
  }

  /** How many names have subscribers. */
  count(topic: Topic): number {
    return this.#listeners[topic].size
  }

  /** How many clients are subscribed to this name. */
  listenersOf(topic: Topic, name: Bytes): number {
    return this.#listeners[topic].get(name)?.size ?? 0
  }

  /** Sends the message to the channel's subscribers, then to those of patterns that match it; returns how many deliveries these were. */
  publish(channel: Bytes, message: Bytes): number {
    let delivered = this.#deliver('channels', 'message', channel, message)
    for (const [pattern, clients] of this.#listeners.patterns) {
      if (!globMatches(pattern, channel)) continue
      for (const client of clients) {
        const reply = client.connection.pushed()
        reply.push(4)
        reply.bulk('pmessage' as Bytes)
        reply.bulk(pattern)
        reply.bulk(channel)
        reply.bulk(message)
        delivered++
      }
    }
    return delivered
  }

  publishToShard(channel: Bytes, message: Bytes): number {
    return this.#deliver('shardChannels', 'smessage', channel, message)
  }

  /** Unsubscribes all clients from a shard channel that is no longer served here, and tells them. */
  endShardChannel(channel: Bytes): void {
    for (const client of [...(this.#listeners.shardChannels.get(channel) ?? [])]) {
      this.unsubscribe(client, 'shardChannels', channel)
      const reply = client.connection.pushed()
      reply.push(3)
      reply.bulk('sunsubscribe' as Bytes)
      reply.bulk(channel)
      reply.integer(client.shardChannels)
    }
  }

  #deliver(topic: Topic, kind: string, channel: Bytes, message: Bytes): number {
    const clients = this.#listeners[topic].get(channel)
    if (clients === undefined) return 0
    for (const client of clients) {
      const reply: ReplyWriter = client.connection.pushed()
      reply.push(3)
      reply.bulk(kind as Bytes)
      reply.bulk(channel)
      reply.bulk(message)
    }
    return clients.size
  }

  #of(client: Client): Readonly<Record<Topic, Set<Bytes>>> {
    let mine = this.#byClient.get(client)
    if (mine === undefined) {
      mine = { channels: new Set(), patterns: new Set(), shardChannels: new Set() }
      this.#byClient.set(client, mine)
    }
    return mine
  }

  #count(client: Client): void {
    const mine = this.#of(client)
    client.channels = mine.channels.size
    client.patterns = mine.patterns.size
    client.shardChannels = mine.shardChannels.size
    client.set(Mode.SUBSCRIBED, client.subscriptions > 0)
  }
}
