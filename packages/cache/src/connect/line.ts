import type { Cluster, Redis } from 'ioredis'
import type { Argument } from '../operation.ts'
import { KnownScripts } from './known-scripts.ts'
import { Pending } from './pending.ts'
import { Sent } from './sent.ts'

/** A client of ioredis: of one server, or of a Redis Cluster. */
export type Client = Redis | Cluster

/** What ioredis adds to an error. */
interface ClientError extends Error {
  /** The command that the server refused. */
  readonly command?: { readonly name: string }
  /** On a Redis Cluster: the error of the last node that was tried. */
  readonly lastNodeError?: Error
}

/** One client of a link, with the commands that are pending on it and the state of its connection. */
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
    // The client of a single server drops what was written to a connection that has closed. (That of
    // a Redis Cluster rejects it, node by node.)
    if (!client.isCluster) client.on('close', () => this.#cut())
  }

  get isReady(): boolean {
    return this.client.status === 'ready'
  }

  /** Why there is no connection, if that is known. */
  get lastError(): Error | undefined {
    return this.#lastError
  }

  /** Begins to connect unless it already has, as the first command would. */
  open(): void {
    const { status } = this.client
    // ioredis gives up for good in some rare cases; only our `end` is meant to end a client.
    if (status === 'wait' || status === 'end') this.client.connect().catch(() => {})
  }

  send(name: string, argv: Argument[], binary: boolean, tooLate: number): Sent {
    const sent = new Sent(name, argv, binary, tooLate)
    this.#pending.add(sent)
    this.client.sendCommand(sent)
    return sent
  }

  /** The command has been answered or has failed. */
  settle(sent: Sent): void {
    this.#pending.remove(sent)
  }

  /** Disconnects from a server that has become a replica: the next connection will find the new master. */
  leaveReplica(): void {
    if (!this.client.isCluster && this.isReady) this.client.disconnect(true)
  }

  end(): void {
    this.#pending.stop()
    this.client.disconnect()
  }

  /** The database does not exist, or is not open to this user. ioredis would carry on in database 0. */
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
