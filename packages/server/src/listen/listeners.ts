import { ascii, fromUtf8 } from '@resident/bytes'
import type { Config } from '../config.ts'
import type { Server } from '../server.ts'
import { UsageError } from '../usage-error.ts'
import {
  boundAddresses,
  type ConfiguredAddress,
  configuredAddresses,
} from './configured-addresses.ts'
import { TLS_PARAMETERS } from './configured-tls.ts'
import type { ListenAddress, Listener, TlsSettings } from './listener.ts'
import { listenTcp } from './tcp.ts'
import { listenUnix } from './unix.ts'

/** The error codes for an address that does not exist, or not on this machine. */
const UNAVAILABLE: ReadonlySet<string> = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'ENOTFOUND'])

/** The default of `bind`. */
const EVERYWHERE = '* -::*'

const NO_PORT = 'Unable to listen on this port. Check server logs.'
const NO_ADDRESS = 'Failed to bind to specified addresses.'
const NO_TLS = 'Unable to update TLS configuration. Check server logs.'

/** The kinds of listeners that CONFIG SET can move, and the parameters that say where to. */
const PORTS = { tcp: 'port', tls: 'tls-port' } as const
type Movable = keyof typeof PORTS

/** All listeners of a server. */
export class Listeners {
  readonly #server: Server
  readonly #open = new Set<Listener>()
  /** Listeners that no longer listen, but still have clients. */
  readonly #retired = new Set<Listener>()
  /** The kinds in use, including those whose port CONFIG SET has set to 0. */
  readonly #used = new Set<Movable>()
  #tls: TlsSettings | 'configured' = 'configured'
  #moving: Promise<unknown> = Promise.resolve()
  #isRef = true
  #closed = false

  constructor(server: Server) {
    this.#server = server
  }

  /** Makes CONFIG SET of port, tls-port, bind and the TLS parameters take effect from now on. */
  follow(config: Config): void {
    config.onChange('port', () => this.#move(['tcp'], NO_PORT))
    config.onChange('tls-port', () => this.#move(['tls'], NO_PORT))
    config.onChange('bind', () => this.#move([...this.#used], NO_ADDRESS))
    for (const name of TLS_PARAMETERS) config.onChange(name, () => this.#renewTls())
    // Redis looks at it when a client comes: what is wrong otherwise is not its fault.
    config.onChange('tls-auth-clients', () => void this.#renewTls())
  }

  get all(): readonly Listener[] {
    return [...this.#open]
  }

  /**
   * Listens at one address, and makes CONFIG GET show its port or path. If the configuration names no address, it also sets
   * `bind`, so that a later CONFIG SET port listens there and not on all of the machine's addresses.
   */
  async open(address: ListenAddress): Promise<Listener> {
    const { config } = this.#server
    if ('tls' in address && address.tls !== undefined) this.#tls = address.tls
    const listener = await this.#listen(address)
    if ('host' in address && config.value('bind') === EVERYWHERE) {
      config.put('bind', fromUtf8(address.host))
    }
    if (listener.kind === 'unix') config.put('unixsocket', fromUtf8(listener.host))
    else config.put(listener.kind === 'tls' ? 'tls-port' : 'port', ascii(String(listener.port)))
    return listener
  }

  /** Listens wherever port, bind, tls-port and unixsocket say: at all of these addresses or, if one fails, at none. */
  openConfigured(): Promise<readonly Listener[]> {
    const { config } = this.#server
    // Without an address to bind to, nothing opens now; CONFIG SET bind may name one later.
    if (config.number('port') > 0) this.#used.add('tcp')
    if (config.number('tls-port') > 0) this.#used.add('tls')
    return this.#openAll(configuredAddresses(config))
  }

  /** Closes all listeners, and listens at the same addresses again when `meanwhile` has finished. */
  async reopen(meanwhile: () => void | Promise<void>): Promise<void> {
    await this.#moving
    const before = this.all
    await this.#closeAll()
    try {
      await meanwhile()
    } finally {
      for (const listener of before) {
        await this.#listen(listener.address)
        this.#open.delete(listener)
      }
    }
  }

  /** Closes all listeners for good; `all` still tells where they listened. Resolves when the ports are free. */
  close(): Promise<void> {
    this.#closed = true
    return this.#closeAll()
  }

  unref(): void {
    this.#isRef = false
    for (const listener of this.#everyOne()) listener.unref()
  }

  ref(): void {
    this.#isRef = true
    for (const listener of this.#everyOne()) listener.ref()
  }

  /** Listens at all of these addresses; if one fails, closes the others and throws. */
  async #openAll(addresses: readonly ConfiguredAddress[]): Promise<readonly Listener[]> {
    const opened: Listener[] = []
    for (const { address, optional } of addresses) {
      try {
        opened.push(await this.#listen(address))
      } catch (error) {
        if (optional && UNAVAILABLE.has(codeOf(error))) continue
        for (const each of opened) this.#open.delete(each)
        await Promise.all(opened.map((each) => each.close()))
        throw error
      }
    }
    return opened
  }

  /** Listens where the configuration now says; resolves with a refusal if it cannot. Connected clients stay. */
  #move(kinds: readonly Movable[], refusal: string): Promise<string | undefined> {
    for (const listener of this.all) {
      if (kinds.some((kind) => kind === listener.kind)) this.#retire(listener)
    }
    const opened = this.#openAll(kinds.flatMap((kind) => this.#placesOf(kind)))
    const moved = opened.then(
      () => undefined,
      (error) => (codeOf(error) === 'ERR_TLS_CONFIG' ? NO_TLS : refusal),
    )
    for (const kind of kinds) this.#used.add(kind)
    this.#moving = moved
    return moved
  }

  #placesOf(kind: Movable): readonly ConfiguredAddress[] {
    const places = boundAddresses(this.#server.config, PORTS[kind])
    if (kind === 'tcp') return places
    return places.map((place) => ({ ...place, address: { ...place.address, tls: this.#tls } }))
  }

  #retire(listener: Listener): void {
    this.#open.delete(listener)
    this.#retired.add(listener)
    void listener.retire().then(() => this.#retired.delete(listener))
  }

  #renewTls(): string | undefined {
    for (const { renew } of this.#open) {
      if (renew !== undefined && !renew()) return NO_TLS
    }
    return undefined
  }

  #everyOne(): readonly Listener[] {
    return [...this.#open, ...this.#retired]
  }

  async #listen(address: ListenAddress): Promise<Listener> {
    const listener = await this.#begin(address)
    if (this.#closed) {
      await listener.close()
      throw new UsageError('ERR_CLOSED', 'The server was closed before it listened.')
    }
    this.#open.add(listener)
    if (listener.kind !== 'unix') this.#used.add(listener.kind)
    if (!this.#isRef) listener.unref()
    return listener
  }

  async #begin(address: ListenAddress): Promise<Listener> {
    if ('path' in address) return listenUnix(this.#server, address)
    // Node would take it for all addresses.
    if (address.host === '')
      throw new UsageError('ERR_NO_ADDRESS', 'The address must not be empty.')
    if (address.tls === undefined) return listenTcp(this.#server, address)
    // Most servers speak no TLS, and loading it takes time.
    const { listenTls } = await import('./tls.ts')
    return listenTls(this.#server, address)
  }

  async #closeAll(): Promise<void> {
    await Promise.all(this.#everyOne().map((listener) => listener.close()))
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? ''
}
