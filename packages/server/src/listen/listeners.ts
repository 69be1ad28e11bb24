import { ascii, fromUtf8 } from '@resident/bytes'
import type { Server } from '../server.ts'
import { UsageError } from '../usage-error.ts'
import { configuredAddresses } from './configured-addresses.ts'
import type { ListenAddress, Listener } from './listener.ts'
import { listenTcp } from './tcp.ts'
import { listenUnix } from './unix.ts'

/** What an address is not there, or not on this machine, gives. */
const UNAVAILABLE: ReadonlySet<string> = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'ENOTFOUND'])

/** All places where a server listens. */
export class Listeners {
  readonly #server: Server
  readonly #open = new Set<Listener>()
  #isRef = true
  #closed = false

  constructor(server: Server) {
    this.#server = server
  }

  get all(): readonly Listener[] {
    return [...this.#open]
  }

  /** Listens at one place, and lets CONFIG GET tell its port or path. */
  async open(address: ListenAddress): Promise<Listener> {
    const listener = await this.#listen(address)
    const { config } = this.#server
    if (listener.kind === 'unix') config.put('unixsocket', fromUtf8(listener.host))
    else config.put(listener.kind === 'tls' ? 'tls-port' : 'port', ascii(String(listener.port)))
    return listener
  }

  /** Listens wherever port, bind, tls-port and unixsocket say, at all or, throwing, at none of them. */
  async openConfigured(): Promise<readonly Listener[]> {
    const opened: Listener[] = []
    for (const { address, optional } of configuredAddresses(this.#server.config)) {
      try {
        opened.push(await this.#listen(address))
      } catch (error) {
        if (optional && UNAVAILABLE.has((error as NodeJS.ErrnoException).code ?? '')) continue
        for (const each of opened) this.#open.delete(each)
        await Promise.all(opened.map((each) => each.close()))
        throw error
      }
    }
    return opened
  }

  /** Closes all, and listens at the same places again when `meanwhile` is through. */
  async reopen(meanwhile: () => void | Promise<void>): Promise<void> {
    const before = this.all
    await this.#closeAll()
    await meanwhile()
    for (const listener of before) {
      await this.#listen(listener.address)
      this.#open.delete(listener)
    }
  }

  /** For good; where it listened can still be asked. Resolves when the ports are free. */
  close(): Promise<void> {
    this.#closed = true
    return this.#closeAll()
  }

  unref(): void {
    this.#isRef = false
    for (const listener of this.#open) listener.unref()
  }

  ref(): void {
    this.#isRef = true
    for (const listener of this.#open) listener.ref()
  }

  async #listen(address: ListenAddress): Promise<Listener> {
    const listener = await this.#begin(address)
    if (this.#closed) {
      await listener.close()
      throw new UsageError('ERR_CLOSED', 'The server was closed before it listened.')
    }
    this.#open.add(listener)
    if (!this.#isRef) listener.unref()
    return listener
  }

  async #begin(address: ListenAddress): Promise<Listener> {
    if ('path' in address) return listenUnix(this.#server, address)
    if (address.tls === undefined) return listenTcp(this.#server, address)
    // Most servers speak no TLS, and loading it takes its time.
    const { listenTls } = await import('./tls.ts')
    return listenTls(this.#server, address)
  }

  async #closeAll(): Promise<void> {
    await Promise.all(this.all.map((listener) => listener.close()))
  }
}
