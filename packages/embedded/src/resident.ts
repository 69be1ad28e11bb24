import type { Duplex } from 'node:stream'
import { ascii, toUtf8 } from '@resident/bytes'
import { scriptingOf } from '@resident/scripting'
import {
  imageOf,
  type Listener,
  refuseWhileBusy,
  restoreImage,
  type Server,
  type ServerImage,
  UsageError,
} from '@resident/server'
import { CommandLog } from './command-log.ts'
import { type ConnectedClient, connectedClient } from './connected-client.ts'
import { DirectDatabase } from './direct/database.ts'
import { DirectClient } from './direct/direct-client.ts'
import {
  type Listener as MessageListener,
  type Subscription,
  subscribe,
} from './direct/subscription.ts'
import { toBytes, type Word } from './direct/words.ts'
import { runCommands } from './files/commands-file.ts'
import { type JsonData, loadJson, readJson } from './files/json.ts'
import { readSnapshot } from './files/read-snapshot.ts'
import { writeSnapshot } from './files/write-snapshot.ts'
import { Hooks } from './hooks.ts'
import type { StartOptions } from './options.ts'
import type { KeptData } from './persist/kept-data.ts'
import type { PlainReply } from './plain-reply.ts'
import { ServerClock } from './server-clock.ts'
import { ServerFaults } from './server-faults.ts'
import { Snapshot } from './snapshot.ts'

/** Where a client of this machine finds who listens on every address. */
const ANYWHERE: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' }

/** Starts another server from an image, with this one's options unless others are given. */
export type Fork = (image: ServerImage, options: StartOptions) => Promise<Resident>

/** A running server, held by the program that started it. */
export class Resident {
  /** The server's time: real, until it is stopped or moved. */
  readonly clock: ServerClock
  /** Causes errors, delays and broken connections on request. */
  readonly faults: ServerFaults
  /** What clients have sent; off until `log.start()`. */
  readonly log: CommandLog
  /** Functions that are called before and after commands. */
  readonly hooks: Hooks
  readonly #server: Server
  readonly #fork: Fork
  /** Only where the data outlive the process. */
  readonly #kept: KeptData | undefined
  #closing: Promise<void> | undefined
  #firstCaller: DirectClient | undefined
  readonly #databases: DirectDatabase[] = []

  constructor(server: Server, fork: Fork, kept: KeptData | undefined) {
    this.#server = server
    this.#fork = fork
    this.#kept = kept
    this.clock = new ServerClock(server.clock)
    this.faults = new ServerFaults(server.faults, server.clock)
    this.log = new CommandLog(server.taps)
    this.hooks = new Hooks(server.taps)
  }

  /** The address that it listens on for TCP clients, or for TLS clients if it takes no others. */
  get host(): string {
    return this.#listener('tcp', 'tls').host
  }

  /** Its TCP port, or its TLS port if there is no other. */
  get port(): number {
    return this.#listener('tcp', 'tls').port
  }

  /** Its TLS port. Like the other addresses, throws a UsageError with code ERR_NOT_LISTENING if it does not listen there. */
  get tlsPort(): number {
    return this.#listener('tls').port
  }

  /** `redis://host:port`, for any client on this machine; `rediss://…` if it listens for TLS clients only. */
  get url(): string {
    return this.#urlOf(this.#listener('tcp', 'tls'))
  }

  /** `rediss://host:port`. */
  get tlsUrl(): string {
    return this.#urlOf(this.#listener('tls'))
  }

  /** The path of its unix socket. */
  get unixSocket(): string {
    return this.#listener('unix').host
  }

  /** Resolves when the server has ended, through `close` or SHUTDOWN. */
  get ended(): Promise<void> {
    return this.#server.ended
  }

  /** Opens a connection without a socket, and returns the client's end of it: a Duplex of protocol bytes. */
  connect(): Duplex {
    return this.#server.connect()
  }

  /** The connected clients, in the order in which they connected. */
  get clients(): readonly ConnectedClient[] {
    return [...this.#server.clients].map(connectedClient)
  }

  /** Resolves with `true` when no client is connected any more, or with `false` after `within` milliseconds of real time. */
  whenClientsGone(within: number): Promise<boolean> {
    return this.#server.clients.whenGone(within)
  }

  /** Cuts every client's connection, as a network failure would; most client libraries then reconnect. */
  dropClients(): void {
    this.#server.dropClients()
  }

  /**
   * Goes down and comes back on the same ports with the same data, like a Redis that was restarted: its run id is new,
   * its counters are zero, and scripts have to be loaded again. `meanwhile` runs while it is down.
   */
  restart(meanwhile?: () => void | Promise<void>): Promise<void> {
    return this.#server.restart(() => {
      scriptingOf(this.#server).flushScripts()
      return meanwhile?.()
    })
  }

  /** A database, to be read and written without a client; by default database 0, which clients begin with. */
  db(index = 0): DirectDatabase {
    if (this.#server.databases.at(index) === undefined) {
      throw new UsageError(
        'ERR_DATABASES',
        `There is no database ${index} (parameter 'databases').`,
      )
    }
    this.#databases[index] ??= new DirectDatabase(this.#server, index, this.#caller)
    return this.#databases[index]
  }

  /** The contents of all databases, as text for people to read. */
  dump(): string {
    return this.#server.databases.all
      .filter((db) => db.size > 0)
      .map(({ index }) => `# database ${index}\n${this.db(index).dump()}`)
      .join('')
  }

  /**
   * Runs a command as redis-cli would, but without a client: `run(['LPOP', 'queue', 2])`. Resolves with the RESP3 reply, its
   * bytes as UTF-8 text; rejects with an ErrorReply if the reply is an error. No user, limit or fault stops it.
   */
  async run<T extends PlainReply = PlainReply>(
    words: readonly Word[],
    { db = 0 }: { readonly db?: number } = {},
  ): Promise<T> {
    if (!Array.isArray(words) || words.length === 0) {
      throw new UsageError('ERR_NO_COMMAND', "run takes a command's words: run(['GET', 'k']).")
    }
    const caller = this.#callerIn(db)
    try {
      return (await caller.run(words.map(toBytes))) as T
    } finally {
      caller.release()
    }
  }

  /** Publishes a message; returns how many clients received it. */
  publish(channel: Word, message: Word): number {
    return this.#caller.call([ascii('PUBLISH'), toBytes(channel), toBytes(message)]) as number
  }

  /**
   * Listens to a channel or, if its name contains `*`, `?` or `[`, to a pattern. The listener is called after the code that
   * published the message has finished.
   */
  subscribe(channel: Word, listener: MessageListener): Subscription {
    return subscribe(this.#server, channel, listener)
  }

  /** Restarts the random numbers: after the same seed SPOP, RANDOMKEY, eviction and probable faults make the same choices. */
  seed(seed: number): void {
    this.#server.random.seed(seed)
    this.#server.memory.seeded()
  }

  /**
   * Captures all data, for `restore` and `fork`. Takes no longer for many keys than for few, because data are copied only
   * when they change later. Throws a UsageError with code ERR_BUSY while a long-running script is paused half-way, as do
   * `restore` and `fork`.
   */
  snapshot(): Snapshot {
    return new Snapshot(imageOf(this.#server))
  }

  /**
   * Replaces all data by those of a snapshot, this server's or another's, just as quickly. Clients stay connected:
   * transactions that WATCH a key that existed before or exists now are broken, clients that track keys are told to
   * invalidate all of them, and blocked clients whose keys exist now are served. No keyspace events are fired.
   */
  restore({ image }: Snapshot): void {
    restoreImage(this.#server, image)
  }

  /**
   * Writes a snapshot, by default one taken now, to a file that `loadSnapshot` reads, here or elsewhere. It is written in
   * slices, and replaces an existing file only when it is complete.
   */
  saveSnapshot(path: string, { image }: Snapshot = this.snapshot()): Promise<void> {
    return writeSnapshot(this.#server, path, image)
  }

  /**
   * Restores a snapshot from a file, and resolves with it. If the file is missing, damaged or of a later version, rejects
   * with a UsageError with code ERR_SNAPSHOT_FILE and changes nothing.
   */
  async loadSnapshot(path: string): Promise<Snapshot> {
    const snapshot = new Snapshot(await readSnapshot(this.#server, path))
    this.restore(snapshot)
    return snapshot
  }

  /**
   * Stores keys in a database, replacing what they held: takes an object whose values say what the keys hold (see
   * `JsonValue`), or the path of a JSON file that contains one.
   */
  loadJson(data: JsonData | string, { db = 0 }: { readonly db?: number } = {}): void {
    loadJson(this.#callerIn(db), typeof data === 'string' ? readJson(data) : data)
  }

  /**
   * Runs the commands of a file: lines as typed in redis-cli (`#` begins a comment), or protocol bytes as
   * `redis-cli --pipe` takes them. Resolves with the number of commands. Stops at the first one that is refused, and rejects
   * with a UsageError with code ERR_COMMANDS_FILE that says which it was.
   */
  loadCommands(path: string, { db = 0 }: { readonly db?: number } = {}): Promise<number> {
    return runCommands(this.#server, this.#callerIn(db), path)
  }

  /**
   * Starts another server with a copy of the current data: with the options of this one, overridden by `options`, but on a
   * port of its own and without this server's unix socket, files and saves. The two servers share nothing afterwards.
   */
  async fork(options: StartOptions = {}): Promise<Resident> {
    return this.#fork(imageOf(this.#server), options)
  }

  /** Saves the data to the file `dbfilename` in `dir` without blocking the event loop; resolves with whether it succeeded. */
  save(): Promise<boolean> {
    return this.#server.persistence.saveLater()
  }

  /** A parameter of redis.conf, as CONFIG GET shows it. Throws a RangeError if there is none of that name. */
  config(parameter: string): string {
    return toUtf8(this.#server.config.value(parameter))
  }

  /**
   * Ends the server as SHUTDOWN does: it saves first if redis.conf's `save` names save points or if `save` is true. Returns
   * false if the data could not be saved; unless `force` is set, the server then keeps running. Throws a UsageError with
   * code ERR_BUSY while a long-running script is paused half-way, unless `save` is false.
   */
  shutdown({ save, force = false }: { save?: boolean; force?: boolean } = {}): boolean {
    if (save !== false) refuseWhileBusy(this.#server)
    return this.#server.shutdown({ save, force })
  }

  /** Lets the process end while the server listens. */
  unref(): this {
    this.#server.listeners.unref()
    return this
  }

  /** Keeps the process alive, as servers do by default: the opposite of `unref`. */
  ref(): this {
    this.#server.listeners.ref()
    return this
  }

  /**
   * Ends all connections and frees the ports; if the server was started with `persist`, changes are saved first. A second
   * call waits for the first.
   */
  close(): Promise<void> {
    this.#closing ??= this.#kept === undefined ? this.#server.close() : this.#kept.close()
    return this.#closing
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  /** Made when first needed: most programs use clients only. */
  get #caller(): DirectClient {
    this.#firstCaller ??= new DirectClient(this.#server)
    return this.#firstCaller
  }

  #callerIn(index: number): DirectClient {
    this.db(index)
    const caller = new DirectClient(this.#server)
    caller.client.db = this.#server.databases.at(index)!
    return caller
  }

  /** The listener of the first of these kinds that has one. */
  #listener(...kinds: readonly Listener['kind'][]): Listener {
    const { all } = this.#server.listeners
    for (const kind of kinds) {
      const found = all.find((listener) => listener.kind === kind)
      if (found !== undefined) return found
    }
    throw new UsageError(
      'ERR_NOT_LISTENING',
      `This server does not listen for ${kinds.join(' or ')} clients: see startServer's options, or use connect().`,
    )
  }

  #urlOf({ kind, host, port }: Listener): string {
    const { requirepass } = this.#server.config
    const scheme = kind === 'tls' ? 'rediss' : 'redis'
    const auth = requirepass === '' ? '' : `:${encodeURIComponent(requirepass)}@`
    const reached = ANYWHERE[host] ?? host
    return `${scheme}://${auth}${reached.includes(':') ? `[${reached}]` : reached}:${port}`
  }
}
