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
/** Keys that one command may have to forget beyond the limit, times the commands that found it exceeded. */
const EFFORT = 100

/** What clients in broadcasting mode are to hear of keys that begin alike. */
interface Broadcast {
  readonly clients: Set<Client>
  /** Keys changed since the last message, and who changed them last; nobody, if they expired or were evicted. */
  readonly changed: Map<Bytes, Client | undefined>
}

/**
 * Client-side caching: who must be told that a key has changed.
 *
 * A tracking client is remembered, by its id, at each key that it reads; the first change of the key tells it so
 * and forgets it. In broadcasting mode nothing is remembered, and all changes of keys with some prefix are told,
 * gathered up to the end of what runs now. Keys go by their names, whatever the database. The client whose own
 * command changes a key is told after that command's reply.
 */
export class Tracking {
  /** tracking-table-max-keys; 0: no limit. */
  mostKeys = 0
  /** To whom a change is ascribed: whoever asked for it, or the blocked client that was served. */
  actor: Client | undefined
  /** A list from which a client that waited is being served: its first change. Redis tells of the push that made that possible, not of the pop. */
  served: Bytes | undefined
  readonly #server: ServerPort
  readonly #later: (task: () => void) => void
  readonly #clients = new Set<Client>()
  #readers = new DenseMap<Set<number>>()
  readonly #broadcasts = new Map<Bytes, Broadcast>()
  #items = 0
  /** For the client whose command runs: keys, or `undefined` for all. */
  #pending: (Bytes | undefined)[] = []
  #current: Client | undefined
  /** The current client's script: row and request. */
  #script: Queued | undefined
  #executing = false
  #scheduled = false
  #timesOverLimit = 0

  /** `later` runs a task when what runs now is through. */
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

  /** How many keys somebody is remembered at. */
  get keys(): number {
    return this.#readers.size
  }

  /** How many clients are remembered at keys, each counted at each key. */
  get items(): number {
    return this.#items
  }

  get prefixes(): number {
    return this.#broadcasts.size
  }

  /** The client tracks from now on as the mode says; prefixes add to those that it has. */
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

  /** The client tracks no more; harmless when it did not. What it read is forgotten little by little. */
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

  /** Its command runs now. */
  execute(): void {
    this.#executing = true
  }

  /** It has been answered: its client is told what it changed itself. */
  answered(): void {
    this.#executing = false
    const client = this.#current
    if (this.#pending.length === 0 || client === undefined) return
    // A script that stands still half-way has not answered yet; meanwhile nobody else can change anything.
    if (this.#server.suspension.active) return
    const pending = this.#pending
    this.#pending = []
    for (const key of pending) this.#tell(client, key === undefined ? undefined : [key])
  }

  /** The request is through, and whoever it served: what changes now changes by itself. */
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
   * A command that reads has run: a tracking client may have cached what it was told. Of a script Redis takes the
   * keys that it was given for those it has read, once it has read any.
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
    if (key === this.served) {
      this.served = undefined
      return
    }
    if (this.#broadcasts.size > 0) this.#noteForBroadcast(key, unasked ? undefined : this.actor)
    this.#invalidate(key)
  }

  /** All keys of some database have gone: clients are to forget whatever they know. */
  flushed(): void {
    // In the order of their coming.
    for (const client of [...this.#clients].sort((one, other) => one.id - other.id)) {
      if (client === this.#current) this.#pending.push(undefined)
      else this.#tell(client, undefined)
    }
    this.#readers = new DenseMap()
    this.#items = 0
  }

  /** Forgets keys, chosen by chance and with notice, as long as there are more than the limit allows. */
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

  /** Tells of keys that others have changed, of its own too unless it says NOLOOP. A fault is this client's loss alone. */
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

  /** Tells the client, or whom it redirects to, to forget these keys, or all. */
  #tell(client: Client, keys: readonly Bytes[] | undefined): void {
    const listener = this.#listenerOf(client)
    if (listener === undefined) return
    const reply = this.#address(client, listener)
    if (reply === undefined) return
    if (keys === undefined) return sayNull(client, listener, reply)
    reply.array(keys.length)
    for (const key of keys) reply.bulk(key)
  }

  /** Begins the message; says nothing to a client that could not tell it from a reply. */
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

/** Redis spells this null in the protocol of the client that tracks, even where another one is told. */
function sayNull(client: Client, { connection, resp }: Client, reply: ReplyWriter): void {
  connection.useProtocol(client.resp)
  reply.null()
  connection.useProtocol(resp)
}
