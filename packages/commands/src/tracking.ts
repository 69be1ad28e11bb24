import { ascii, type Bytes, compare, owned } from '@resident/bytes'
import type { ReplyWriter } from '@resident/protocol'
import { DenseMap } from '@resident/storage'
import { type Client, Mode, type Queued } from './client.ts'
import type { Argv } from './command.ts'
import { Gate } from './gate.ts'
import { ownKeysOf } from './key-specs.ts'
import type { ServerPort } from './server-port.ts'
import type { Row } from './table.ts'
import type { TrackingMode } from './tracking-mode.ts'

const CHANNEL: Bytes = ascii('__redis__:invalidate')
/** How many keys are forgotten at most when the limit is exceeded, times the number of commands in a row that found it so. */
const EFFORT = 100

/** A prefix of broadcasting mode: its clients, and what they are to be told. */
interface Broadcast {
  readonly clients: Set<Client>
  /** Keys changed since the last message, and the client that changed each last; `undefined` if it expired or was evicted. */
  readonly changed: Map<Bytes, Client | undefined>
}

/**
 * Client-side caching: who must be told that a key has changed.
 *
 * The id of a tracking client is remembered for each key that it reads; at the first change of the key the client is
 * told, and its id is forgotten. In broadcasting mode nothing is remembered, and all changes of keys with some prefix
 * are told, gathered until the present requests are finished. Keys count by name, whatever the database. A client whose
 * own command changes a key is told after that command's reply.
 */
export class Tracking {
  /** tracking-table-max-keys; 0: no limit. */
  mostKeys = 0
  /** The client that a change is attributed to: the one that asked for it, or the blocked client that was served. */
  actor: Client | undefined
  readonly #server: ServerPort
  readonly #later: (task: () => void) => void
  readonly #clients = new Set<Client>()
  #readers = new DenseMap<Set<number>>()
  readonly #broadcasts = new Map<Bytes, Broadcast>()
  #items = 0
  /** What the client whose command runs is to be told afterwards: keys, or `undefined` for all. */
  #pending: (Bytes | undefined)[] = []
  #current: Client | undefined
  /** The current client while a blocked one is served in its place. */
  #interrupted: Client | undefined
  /** A list that changes and of which nobody is told. */
  #silent: Bytes | undefined
  /** The current client's script: row and request. */
  #script: Queued | undefined
  #executing = false
  #scheduled = false
  #timesOverLimit = 0

  /** `later` runs a task when the present requests are finished. */
  constructor(server: ServerPort, later: (task: () => void) => void) {
    this.#server = server
    this.#later = later
  }

  /** Whether a change of a key could concern anybody. */
  get active(): boolean {
    return this.#clients.size > 0 || this.#readers.size > 0
  }

  /** How many clients track. */
  get size(): number {
    return this.#clients.size
  }

  /** How many keys have clients remembered for them. */
  get keys(): number {
    return this.#readers.size
  }

  /** How many clients are remembered for all keys together. */
  get items(): number {
    return this.#items
  }

  get prefixes(): number {
    return this.#broadcasts.size
  }

  /** Makes the client track in this mode; the prefixes are added to those that it has. */
  enable(client: Client, mode: TrackingMode, prefixes: readonly Bytes[]): void {
    client.tracking = mode
    this.#clients.add(client)
    this.#server.guard(Gate.TRACKED, true)
    for (const prefix of prefixes) {
      mode.prefixes.add(prefix)
      const broadcast = this.#broadcasts.get(prefix)
      if (broadcast !== undefined) broadcast.clients.add(client)
      else this.#broadcasts.set(prefix, { clients: new Set([client]), changed: new Map() })
    }
  }

  /** Ends the client's tracking; harmless if it does not track. Its ids at keys are forgotten only when these change. */
  disable(client: Client): void {
    const { tracking } = client
    if (tracking === undefined) return
    for (const prefix of tracking.prefixes) {
      const { clients } = this.#broadcasts.get(prefix)!
      clients.delete(client)
      if (clients.size === 0) this.#broadcasts.delete(prefix)
    }
    client.tracking = undefined
    this.#clients.delete(client)
    this.#server.guard(Gate.TRACKED, this.#clients.size > 0)
  }

  /** A client's request has come. */
  begin(client: Client): void {
    this.#current = client
  }

  /** The current client's command is a script. */
  beginScript(row: Row, argv: Argv): void {
    this.#script = { row, argv }
  }

  /** The current client's command runs now. */
  execute(): void {
    this.#executing = true
  }

  /** The command has been answered: its client is told of the keys that it changed itself. */
  answered(): void {
    this.#executing = false
    const client = this.#current
    if (this.#pending.length === 0 || client === undefined) return
    // A script that is paused half-way has not replied yet; meanwhile nobody else can change anything.
    if (this.#server.suspension.active) return
    const pending = this.#pending
    this.#pending = []
    for (const key of pending) this.#tell(client, key === undefined ? undefined : [key])
  }

  /**
   * A blocked client is being served: what changes now, it changes itself. `from` is a list of whose pop nobody is told, since
   * Redis tells of the push before it only.
   */
  beginServing(client: Client, from: Bytes | undefined): void {
    this.#interrupted = this.#current
    this.#current = client
    this.actor = client
    this.#executing = true
    this.#silent = from
  }

  /** The blocked client has its reply, or there was none for it yet. */
  served(): void {
    this.#silent = undefined
    this.answered()
    this.#current = this.#interrupted
    this.#interrupted = undefined
  }

  /** The request is finished, blocked clients that it served included: what changes now changes by itself. */
  end(client: Client, row: Row | undefined): void {
    this.#current = undefined
    this.actor = undefined
    this.#script = undefined
    const { tracking } = client
    // CLIENT CACHING is for the next command or transaction.
    if (tracking === undefined || client.is(Mode.MULTI) || client.blocked) return
    if (row?.parent?.fullName !== 'client') tracking.caching = false
  }

  /**
   * A command that reads has run: a tracking client may have cached the reply. Once a script has read anything, Redis
   * counts all keys that it was given as read.
   */
  remember(client: Client, row: Row, argv: Argv): void {
    if (row.runsScript) return
    if (!client.is(Mode.SCRIPT)) this.#remember(client, row, argv)
    else if (this.#current !== undefined && this.#script !== undefined) {
      this.#remember(this.#current, this.#script.row, this.#script.argv)
    }
  }

  #remember(client: Client, { command }: Row, argv: Argv): void {
    const { tracking } = client
    if (tracking === undefined || tracking.bcast) return
    if (tracking.optin ? !tracking.caching : tracking.optout && tracking.caching) return
    for (const { index } of ownKeysOf(command, argv)) {
      const key = argv[index]!
      const readers = this.#readers.get(key)
      if (readers === undefined) this.#readers.set(owned(key), new Set([client.id]))
      else if (readers.has(client.id)) continue
      else readers.add(client.id)
      this.#items++
    }
  }

  /** A key has changed. `unasked`: it has expired or was evicted. */
  changed(key: Bytes, unasked: boolean): void {
    if (key === this.#silent) {
      this.#silent = undefined
      return
    }
    if (this.#broadcasts.size > 0) this.#noteForBroadcast(key, unasked ? undefined : this.actor)
    this.#invalidate(key)
  }

  /** All keys of some database have been deleted: tracking clients are told to forget everything. */
  flushed(): void {
    // In the order in which they connected.
    for (const client of [...this.#clients].sort((one, other) => one.id - other.id)) {
      if (client === this.#current) this.#pending.push(undefined)
      else this.#tell(client, undefined)
    }
    this.#readers = new DenseMap()
    this.#items = 0
  }

  /** Forgets random keys, telling their clients, as long as there are more than the limit allows. */
  heedLimit(): void {
    if (this.mostKeys === 0 || this.#readers.size <= this.mostKeys) {
      this.#timesOverLimit = 0
      return
    }
    this.#timesOverLimit++
    for (let effort = EFFORT * this.#timesOverLimit; effort > 0; effort--) {
      const slot = this.#server.random.below(this.#readers.size)
      this.#invalidate(this.#readers.keyAt(slot))
      if (this.#readers.size > this.mostKeys) continue
      this.#timesOverLimit = 0
      return
    }
  }

  #invalidate(key: Bytes): void {
    const readers = this.#readers.get(key)
    if (readers === undefined) return
    this.#readers.delete(key)
    this.#items -= readers.size
    for (const id of readers) {
      const client = this.#server.clients.byId(id)
      const tracking = client?.tracking
      if (client === undefined || tracking === undefined || tracking.bcast) continue
      if (client !== this.#current) this.#tell(client, [key])
      else if (tracking.noloop) continue
      else if (this.#executing) this.#pending.push(key)
      else this.#tell(client, [key])
    }
  }

  #noteForBroadcast(key: Bytes, actor: Client | undefined): void {
    for (const [prefix, { changed }] of this.#broadcasts) {
      if (!key.startsWith(prefix)) continue
      changed.set(owned(key), actor)
      if (this.#scheduled) continue
      this.#scheduled = true
      this.#later(this.#broadcast)
    }
  }

  readonly #broadcast = (): void => {
    this.#scheduled = false
    const inOrder = [...this.#broadcasts].sort(([a], [b]) => compare(a, b))
    for (const [, { clients, changed }] of inOrder) {
      const keys = [...changed.keys()].sort(compare)
      const actors = new Map(changed)
      changed.clear()
      for (const client of [...clients]) this.#tellOf(client, keys, actors)
    }
  }

  /** Tells a client of changed keys, except with NOLOOP of those that it changed itself. If that fails, only this client is lost. */
  #tellOf(
    client: Client,
    keys: readonly Bytes[],
    actors: ReadonlyMap<Bytes, Client | undefined>,
  ): void {
    try {
      const told = client.tracking?.noloop ? keys.filter((key) => actors.get(key) !== client) : keys
      if (told.length > 0) this.#tell(client, told)
    } catch (error) {
      this.#server.onFault({ error, command: 'output', client })
      client.connection.kill()
    }
  }

  /** Tells the client, or the one that it redirects to, to forget these keys, or all. */
  #tell(client: Client, keys: readonly Bytes[] | undefined): void {
    const listener = this.#listenerOf(client)
    if (listener === undefined) return
    const reply = this.#address(client, listener)
    if (reply === undefined) return
    if (keys === undefined) return sayNull(client, listener, reply)
    reply.array(keys.length)
    for (const key of keys) reply.bulk(key)
  }

  /** Begins the message; `undefined` for a client that could not distinguish it from a reply. */
  #address(client: Client, listener: Client): ReplyWriter | undefined {
    if (listener.resp === 3) {
      const reply = listener.connection.pushed()
      reply.push(2)
      reply.bulk(ascii('invalidate'))
      return reply
    }
    if (client.redirection === 0 || !listener.is(Mode.SUBSCRIBED)) return undefined
    const reply = listener.connection.pushed()
    reply.push(3)
    reply.bulk(ascii('message'))
    reply.bulk(CHANNEL)
    return reply
  }

  #listenerOf(client: Client): Client | undefined {
    if (client.redirection === 0) return client
    const listener = this.#server.clients.byId(client.redirection)
    if (listener === undefined) breakRedirection(client)
    return listener
  }
}

function breakRedirection(client: Client): void {
  if (client.tracking !== undefined) client.tracking.broken = true
  if (client.resp === 2) return
  const reply = client.connection.pushed()
  reply.push(2)
  reply.bulk(ascii('tracking-redir-broken'))
  reply.integer(client.redirection)
}

/** Redis writes this null in the protocol of the client that tracks, even if another one is told. */
function sayNull(client: Client, { connection, resp }: Client, reply: ReplyWriter): void {
  connection.useProtocol(client.resp)
  reply.null()
  connection.useProtocol(resp)
}
