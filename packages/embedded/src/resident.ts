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

/** Starts another server from an image, with other options than this one's where they are given. */
export type Fork = (image: ServerImage, options: StartOptions) => Promise<Resident>

/** A running server, held by the program that started it. */
export class Resident {
  /** Its time: real, until it is stopped or moved. */
  readonly clock: ServerClock
  /** Errors, delays and broken connections, on request. */
  readonly faults: ServerFaults
  /** What clients have sent; off until `log.start()`. */
  readonly log: CommandLog
  /** What is called before and after commands. */
  readonly hooks: Hooks
  readonly #server: Server
  readonly #fork: Fork
  /** Where it outlives its process. */
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

  /** Where it listens for TCP clients; for TLS clients, where there are no others. */
  get host(): string {
    return this.#listener('tcp', 'tls').host
  }

  /** Its TCP port, or its TLS port where there is no other. */
  get port(): number {
    return this.#listener('tcp', 'tls').port
  }

  /** Its TLS port. This and other places where it does not listen throw a UsageError of code ERR_NOT_LISTENING. */
  get tlsPort(): number {
    return this.#listener('tls').port
  }

  /** `redis://host:port`, for any client; `rediss://…` where it listens for TLS clients only. */
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

  /** Resolves when the server has ended, by `close` or by SHUTDOWN. */
  get ended(): Promise<void> {
    return this.#server.ended
  }

  /** A client's end of a new connection without a socket: a Duplex of protocol bytes. */
  connect(): Duplex {
    return this.#server.connect()
  }

  /** Who is connected, in the order of their coming. */
  get clients(): readonly ConnectedClient[] {
    return [...this.#server.clients].map(connectedClient)
  }

  /** Resolves when nobody is connected any more (`true`), or after so many milliseconds of real time (`false`). */
  whenClientsGone(within: number): Promise<boolean> {
    return this.#server.clients.whenGone(within)
  }

  /** Cuts every client's connection, as a network that fails would; clients that know how to will connect again. */
  dropClients(): void {
    this.#server.dropClients()
  }

  /**
   * Goes down and comes back at the same places with the same data, as a Redis that was restarted: its run id is
   * another, its counters are at zero, scripts have to be loaded again. `meanwhile` happens while it is away.
   */
  restart(meanwhile?: () => void | Promise<void>): Promise<void> {
    return this.#server.restart(() => {
      scriptingOf(this.#server).flushScripts()
      return meanwhile?.()
    })
  }

  /** A database, to be read and written without a client; by default the one that clients begin with. */
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

  /** All that there is in any database, as text to be read. */
  dump(): string {
    return this.#server.databases.all
      .filter((db) => db.size > 0)
      .map(({ index }) => `# database ${index}\n${this.db(index).dump()}`)
      .join('')
  }

  /**
   * Runs a command as redis-cli would, without a client: `run(['LPOP', 'queue', 2])`. Resolves with the reply as RESP3
   * has it, bytes as UTF-8 text; an error reply is thrown, an ErrorReply. No user, limit or fault stands in its way.
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

  /** Says how many clients have heard it. */
  publish(channel: Word, message: Word): number {
    return this.#caller.call([ascii('PUBLISH'), toBytes(channel), toBytes(message)]) as number
  }

  /**
   * Listens to a channel or, where its name has one of `*`, `?` and `[`, to a pattern. The listener is called when what
   * has published the message is through.
   */
  subscribe(channel: Word, listener: MessageListener): Subscription {
    return subscribe(this.#server, channel, listener)
  }

  /** Chance begins anew: after the same seed SPOP, RANDOMKEY, eviction and faults by probability come out the same. */
  seed(seed: number): void {
    this.#server.random.seed(seed)
    this.#server.memory.seeded()
  }

  /**
   * What there is now, to go back to. Takes no longer for many keys than for few: what changes afterwards is copied
   * when it does. Throws a UsageError of code ERR_BUSY while a script that has run for long stands half-way, as
   * `restore` and `fork` do.
   */
  snapshot(): Snapshot {
    return new Snapshot(imageOf(this.#server))
  }

  /**
   * Goes on from a snapshot, this server's or another's, whatever there is now; as quickly. Clients stay connected:
   * transactions that WATCH a key that was or is there are broken, clients that track keys are told to forget all,
   * and whoever waits for something that is there now gets it. No keyspace events are fired.
   */
  restore({ image }: Snapshot): void {
    restoreImage(this.#server, image)
  }

  /**
   * Writes a snapshot to a file, by default one of now, bit by bit and whole or not at all: `loadSnapshot` goes on from
   * it, here or elsewhere.
   */
  saveSnapshot(path: string, { image }: Snapshot = this.snapshot()): Promise<void> {
    return writeSnapshot(this.#server, path, image)
  }

  /**
   * Goes on from a snapshot in a file, as `restore` does; resolves with it. Throws a UsageError of code
   * ERR_SNAPSHOT_FILE, and leaves everything as it is, where the file is none, not whole, or of a later version.
   */
  async loadSnapshot(path: string): Promise<Snapshot> {
    const snapshot = new Snapshot(await readSnapshot(this.#server, path))
    this.restore(snapshot)
    return snapshot
  }

  /**
   * Puts keys into a database, each in the place of what it held: an object whose values say what the keys hold (see
   * `JsonValue`), or the path of a JSON file with one.
   */
  loadJson(data: JsonData | string, { db = 0 }: { readonly db?: number } = {}): void {
    loadJson(this.#callerIn(db), typeof data === 'string' ? readJson(data) : data)
  }

  /**
   * Runs the commands of a file, lines as typed in redis-cli (`#` begins a comment) or the protocol, as
   * `redis-cli --pipe` takes it. Resolves with their number. The first that is refused ends it: a UsageError of code
   * ERR_COMMANDS_FILE says which.
   */
  loadCommands(path: string, { db = 0 }: { readonly db?: number } = {}): Promise<number> {
    return runCommands(this.#server, this.#callerIn(db), path)
  }

  /**
   * Starts another server on a copy of what there is now: with the options of this one, but on a port of its own and
   * without its unix socket, files and saves; `options` are the rest of its options. The two have nothing more to do
   * with each other.
   */
  async fork(options: StartOptions = {}): Promise<Resident> {
    return this.#fork(imageOf(this.#server), options)
  }

  /** Saves the data to the file `dbfilename` in `dir`, without holding up the event loop; says whether that went well. */
  save(): Promise<boolean> {
    return this.#server.persistence.saveLater()
  }

  /** A parameter of redis.conf, as CONFIG GET shows it. Throws a RangeError where there is none of that name. */
  config(parameter: string): string {
    return toUtf8(this.#server.config.value(parameter))
  }

  /**
   * Ends as SHUTDOWN does: first saves, if `save` of redis.conf names points or `wish.save` says so. `false`: the data
   * could not be saved, and it goes on. Throws a UsageError of code ERR_BUSY while a script that has run for long stands
   * half-way, unless `wish.save` is false.
   */
  shutdown({ save, force = false }: { save?: boolean; force?: boolean } = {}): boolean {
    if (save !== false) refuseWhileBusy(this.#server)
    return this.#server.shutdown({ save, force })
  }

  /** Lets the process end although the server listens. */
  unref(): this {
    this.#server.listeners.unref()
    return this
  }

  /** Keeps the process alive, as servers do: the opposite of `unref`. */
  ref(): this {
    this.#server.listeners.ref()
    return this
  }

  /**
   * Ends all connections and frees the ports; where it was started with `persist`, saves first what has changed. A second
   * call waits for the first.
   */
  close(): Promise<void> {
    this.#closing ??= this.#kept === undefined ? this.#server.close() : this.#kept.close()
    return this.#closing
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  /** Made when it is first needed: clients are all that most programs have. */
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

  /** The first of these kinds that there is. */
  #listener(...kinds: readonly Listener['kind'][]): Listener {
    const { all } = this.#server.listeners
    for (const kind of kinds) {
      const found = all.find((listener) => listener.kind === kind)
      if (found !== undefined) return found
    }
    throw new UsageError(
      'ERR_NOT_LISTENING',
      `This server listens for no ${kinds.join(' or ')} clients: see startServer's options, or use connect().`,
    )
  }

  #urlOf({ kind, host, port }: Listener): string {
    const { requirepass } = this.#server.config
    const scheme = kind === 'tls' ? 'rediss' : 'redis'
    const auth = requirepass === '' ? '' : `:${encodeURIComponent(requirepass)}@`
    return `${scheme}://${auth}${host.includes(':') ? `[${host}]` : host}:${port}`
  }
}
