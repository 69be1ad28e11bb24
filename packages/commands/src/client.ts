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
 * What takes a client off the fast path through `execute`; bits of
 * `Client.mode`. A client with none of them runs its commands at once.
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
  /** Its user may not do everything: each command is checked. */
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
  /** Bytes set aside for the rest of a large argument that is arriving. */
  readonly queryBufferFree: number
  /** Bytes of the arguments that were received of a request while others are still missing. */
  readonly argumentBytes: number
  /** Bytes written and not yet taken by the peer. */
  readonly outputBuffer: number
  /** How many pieces of output are waiting (`oll` in CLIENT LIST). */
  readonly outputChunks: number
  /** Where replies go: nowhere while CLIENT REPLY mutes them. It changes with `replyMode` and `closing`. */
  readonly reply: ReplyWriter
  /** Where to write what the client did not ask for (messages, invalidations). It is sent soon, and never muted. */
  pushed(): ReplyWriter
  /** Has what was received while the client was blocked executed: soon, but not within this call. */
  unblocked(): void
  /** Uses this protocol from the next reply on. */
  useProtocol(resp: 2 | 3): void
  /** Closes now, without sending what is pending. */
  kill(): void
  /** Makes the server recount the client's memory before this request runs; absent if memory is not counted. */
  weigh?(argv: Argv): void
  /** Its replies that are not sent yet; absent for connections without requests. */
  readonly answers?: AnswerPort
}

/**
 * A connected client's state, and the context in which its commands run: every
 * handler gets it as its first argument. Its transport is `connection`.
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
  /** The user it is authenticated as. Changed only by `AccessControl`, with the bits of `mode`. */
  user: User
  /** It has given a password, or connected when none was required. */
  authenticated = false
  replyMode: ReplyMode = 'on'
  noEvict = false
  /** READONLY: it would read from a node of a cluster that is only a replica. */
  readsReplicas = false
  /** It waits (for a key, the end of a pause, a fault's delay, its script) and runs nothing until that is over. */
  blocked = false
  /** No longer waits, and is about to go on with what it sent meanwhile. */
  unblocked = false
  /** The request that was put off and will be executed when the wait is over: see `hold`. */
  postponed: Argv | undefined
  /** How it tracks keys; `undefined` if it does not. */
  tracking: TrackingMode | undefined
  /** The id of the client that is told of changed keys in its place, 0 for itself. It outlives `tracking`. */
  redirection = 0
  /** Once true, nothing more is run, and the connection is closed when all pending output has been sent. */
  closing = false
  /** Unix milliseconds. */
  readonly connectedAt: number
  lastInteraction: number
  lastCommand: Row | undefined

  /** The queue of MULTI. */
  queue: Queued[] = []
  /** The bytes that the arguments in the queue take. */
  queuedBytes = 0
  /** A command was refused while queueing: EXEC will be refused. */
  queueBroken = false
  /** A watched key has changed: EXEC will do nothing. */
  watchBroken = false
  /** At a node of a cluster: the slot that the scripts of a transaction must keep to, once one of them has used it. */
  slot: number | undefined
  /** How many keys the client watches. */
  watching = 0

  /** How many of each the client is subscribed to. */
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

  /** Leaves MULTI, and no longer watches any key. */
  discardTransaction(): void {
    this.set(Mode.MULTI, false)
    this.queue = []
    this.queuedBytes = 0
    this.queueBroken = false
    this.slot = undefined
    this.server.watches.release(this)
  }
}
