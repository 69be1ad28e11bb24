import { type Bytes, EMPTY } from '@resident/bytes'
import type { Keyspace } from '@resident/keyspace'
import type { ReplyWriter } from '@resident/protocol'
import type { User } from './acl/user.ts'
import type { AnswerPort } from './answer-port.ts'
import type { Argv } from './command.ts'
import type { ServerPort } from './server-port.ts'
import type { Row } from './table.ts'
import type { TrackingMode } from './tracking-mode.ts'

/**
 * What takes a client off the straight road through `execute`; bits of
 * `Client.mode`. A client with none of them runs its command at once.
 */
export const Mode = {
  /** Must authenticate first. */
  UNAUTHENTICATED: 1,
  /** Between MULTI and EXEC. */
  MULTI: 2,
  /** Subscribed over RESP2, where only a few commands are allowed. */
  SUBSCRIBED: 4,
  /** Sends MONITOR's feed and takes no ordinary commands. */
  MONITOR: 8,
  /** Its user may not do everything: each command is looked at. */
  RESTRICTED: 16,
  /** Runs the commands of a script. */
  SCRIPT: 32,
} as const

/** CLIENT REPLY. `skip` is for the next command, `skipping` while that one runs. */
export type ReplyMode = 'on' | 'off' | 'skip' | 'skipping'

/** A queued command of a transaction. */
export interface Queued {
  readonly row: Row
  readonly argv: Argv
}

/** What a client's connection does for it. */
export interface ConnectionPort {
  /** `ip:port`, or `path:0` for a unix socket. */
  readonly address: Bytes
  readonly localAddress: Bytes
  readonly kind: 'tcp' | 'tls' | 'unix' | 'in-process'
  /** The file descriptor's number, or -1: CLIENT LIST shows it. */
  readonly fd: number
  /** Bytes received and not yet executed. */
  readonly queryBuffer: number
  /** Bytes said and not yet taken by the peer. */
  readonly outputBuffer: number
  /** Replies waiting in the list of chunks. */
  readonly outputChunks: number
  /** Where answers go: nowhere while CLIENT REPLY mutes them. It changes as `replyMode` and `closing` do. */
  readonly reply: ReplyWriter
  /** Where to say what the client did not ask for (messages, invalidations); it is sent soon, and never muted. */
  pushed(): ReplyWriter
  /** Goes on with what was received while the client was blocked; soon, not within this call. */
  unblocked(): void
  /** Answers in this protocol from the next reply on. */
  useProtocol(resp: 2 | 3): void
  /** Closes now, without sending what is pending. */
  kill(): void
  /** Has the server count what the client takes while a piece of input is worked off; absent where nobody counts. */
  weigh?(): void
  /** What it has said and not sent; absent where no requests come in. */
  readonly answers?: AnswerPort
}

/**
 * A connected client's state, and what its commands run in: every handler gets
 * it as its first argument. The transport behind it is `connection`.
 */
export class Client {
  readonly id: number
  readonly server: ServerPort
  readonly connection: ConnectionPort
  /** The database that the client has SELECTed. */
  db: Keyspace
  resp: 2 | 3 = 2
  /** Bits of `Mode`. */
  mode = 0
  name: Bytes = EMPTY
  /** Who it is; `AccessControl` changes it, and the bits of `mode` with it. */
  user: User
  /** It has given a password, or came when none was asked for. */
  authenticated = false
  replyMode: ReplyMode = 'on'
  noEvict = false
  /** READONLY: would read from a node of a cluster that is only a replica. */
  readsReplicas = false
  /** Waits for a key or for the end of a pause, and runs nothing until then. */
  blocked = false
  /** Waits no more, and is about to go on with what it said meanwhile. */
  unblocked = false
  /** The request that CLIENT PAUSE has kept waiting. */
  postponed: Argv | undefined
  /** How it tracks keys, if it does. */
  tracking: TrackingMode | undefined
  /** The id of the client to be told of changed keys in its place, 0 for itself; it outlives `tracking`. */
  redirection = 0
  /** Once true, the connection is closed when what is pending has been sent, and runs nothing more. */
  closing = false
  /** Unix milliseconds. */
  readonly connectedAt: number
  lastInteraction: number
  lastCommand: Row | undefined

  /** The queue of MULTI. */
  queue: Queued[] = []
  /** What the queue takes. */
  queuedBytes = 0
  /** A command was refused while queueing: EXEC will be refused. */
  queueBroken = false
  /** A watched key has changed: EXEC will do nothing. */
  watchBroken = false
  /** At a node of a cluster: the slot that the scripts of the transaction keep to, once one of them had need of it. */
  slot: number | undefined
  /** How many keys the client watches. */
  watching = 0

  /** How many of each the client listens to. */
  channels = 0
  patterns = 0
  shardChannels = 0

  constructor(id: number, server: ServerPort, connection: ConnectionPort) {
    this.id = id
    this.server = server
    this.connection = connection
    this.db = server.databases.at(0)!
    this.connectedAt = server.clock.now()
    this.lastInteraction = this.connectedAt
    this.user = server.acl.users.default
    server.acl.admit(this)
  }

  is(bit: number): boolean {
    return (this.mode & bit) !== 0
  }

  set(bit: number, on: boolean): void {
    this.mode = on ? this.mode | bit : this.mode & ~bit
  }

  get subscriptions(): number {
    return this.channels + this.patterns + this.shardChannels
  }

  /** Leaves MULTI, and watches nothing any more. */
  discardTransaction(): void {
    this.set(Mode.MULTI, false)
    this.queue = []
    this.queuedBytes = 0
    this.queueBroken = false
    this.slot = undefined
    this.server.watches.release(this)
  }
}
