import type { Cluster, Redis } from 'ioredis'
import type { Argument } from '../operation.ts'
import { KnownScripts } from './known-scripts.ts'
import { Pending } from './pending.ts'
import { Sent } from './sent.ts'

/** A client of ioredis: of one server, or of a Redis Cluster. */
export type Client = Redis | Cluster

/** What ioredis tells of an error. */
interface ClientError extends Error {
  /** Which command the server refused. */
  readonly command?: { readonly name: string }
  /** Of a Redis Cluster: what was wrong with the last node that was tried. */
  readonly lastNodeError?: Error
}

/** One client of a link: what is on its way by it, and how it stands. */
export class Line {
  readonly client: Client
  readonly scripts: KnownScripts = new KnownScripts()
  readonly #pending = new Pending()
  #lastError: Error | undefined

  constructor(client: Client) {
    this.client = client
    client.on('error', (error: ClientError) => {
      const { lastNodeError: node } = error
      this.#lastError = node ? new Error(`${error.message} ${node.message}`) : error
      if (error.command?.name === 'select') this.#refuse(error)
    })
    client.on('node error', (error: Error) => {
      this.#lastError = error
    })
    client.on('ready', () => {
      this.#lastError = undefined
    })
    // A single server's client forgets what was written to a connection that has closed. (That of
    // a Redis Cluster rejects it, node by node.)
    if (!client.isCluster) client.on('close', () => this.#cut())
  }

  get isReady(): boolean {
    return this.client.status === 'ready'
  }

  /** Why there is no connection, as far as that is known. */
  get lastError(): Error | undefined {
    return this.#lastError
  }

  /** Begins to connect, if that has not begun: as the first command would. */
  open(): void {
    const { status } = this.client
    // ioredis gives up for good in some corners; only `end` is meant to end a client.
    if (status === 'wait' || status === 'end') this.client.connect().catch(() => {})
  }

  send(name: string, argv: Argument[], binary: boolean, tooLate: number): Sent {
    const sent = new Sent(name, argv, binary, tooLate)
    this.#pending.add(sent)
    this.client.sendCommand(sent)
    return sent
  }

  /** It has been answered, or has failed. */
  settle(sent: Sent): void {
    this.#pending.remove(sent)
  }

  /** Leaves a server that has become a replica: another connection will find the new master. */
  leaveReplica(): void {
    if (!this.client.isCluster && this.isReady) this.client.disconnect(true)
  }

  end(): void {
    this.#pending.stop()
    this.client.disconnect()
  }

  /** There is no such database, or it is not this user's. ioredis would go on in database 0. */
  #refuse(error: Error): void {
    this.#pending.each((sent) => {
      if (sent.ending === undefined) sent.giveUp('cut', error)
    })
    this.client.disconnect(true)
  }

  #cut(): void {
    this.scripts.clear()
    this.#pending.each((sent) => {
      if (sent.writes > 0 && sent.ending === undefined) sent.giveUp('cut')
    })
  }
}
