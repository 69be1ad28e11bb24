import type { Duplex } from 'node:stream'
import { toUtf8 } from '@resident/bytes'
import { scriptingOf } from '@resident/scripting'
import { type Listener, type Server, UsageError } from '@resident/server'
import { CommandLog } from './command-log.ts'
import { Hooks } from './hooks.ts'
import { ServerClock } from './server-clock.ts'
import { ServerFaults } from './server-faults.ts'

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

  constructor(server: Server) {
    this.#server = server
    this.clock = new ServerClock(server.clock)
    this.faults = new ServerFaults(server.faults, server.clock)
    this.log = new CommandLog(server.taps)
    this.hooks = new Hooks(server.taps)
  }

  /** Where it listens for TCP clients; for TLS clients, where there are no others. */
  get host(): string {
    return this.#listener('tcp', 'tls').host
  }

  get port(): number {
    return this.#listener('tcp', 'tls').port
  }

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
   * could not be saved, and it goes on.
   */
  shutdown({ save, force = false }: { save?: boolean; force?: boolean } = {}): boolean {
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

  /** Ends all connections and frees the ports. A second call waits for the first. */
  close(): Promise<void> {
    return this.#server.close()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
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
      `This server does not listen so (${kinds.join(' or ')}): see startServer's options, or use connect().`,
    )
  }

  #urlOf({ kind, host, port }: Listener): string {
    const { requirepass } = this.#server.config
    const scheme = kind === 'tls' ? 'rediss' : 'redis'
    const auth = requirepass === '' ? '' : `:${encodeURIComponent(requirepass)}@`
    return `${scheme}://${auth}${host.includes(':') ? `[${host}]` : host}:${port}`
  }
}
