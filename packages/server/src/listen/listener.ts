import type { Server as NetServer, Socket } from 'node:net'
import type { Server } from '../server.ts'
import { SocketTransport } from '../socket-transport.ts'

/** Where to listen, or where a listener listens: there, a port of 0 has been replaced by the actual one. */
export type ListenAddress = TcpAddress | UnixAddress

export interface TcpAddress {
  readonly host: string
  /** 0 means any free port. */
  readonly port: number
  /** Accepts only IPv6 clients, so that another listener can have the same port for IPv4. */
  readonly ipv6Only?: boolean
  /** Speaks TLS, with these settings or as the configuration's tls-… parameters say. */
  readonly tls?: TlsSettings | 'configured'
}

export interface UnixAddress {
  /** A socket file that is left over from an earlier run is replaced. */
  readonly path: string
  /** The file's permissions, for instance 0o700; if missing or 0, the process's umask decides. */
  readonly mode?: number
}

/** Certificates and rules of a TLS listener. Certificates and keys are given as PEM content, not as file names. */
export interface TlsSettings {
  readonly cert: string | Buffer
  readonly key: string | Buffer
  /** Decrypts the key. */
  readonly passphrase?: string
  /** The authorities that sign clients' certificates. */
  readonly ca?: string | Buffer | readonly (string | Buffer)[]
  /** Whether clients must present a certificate signed by `ca`. Default: 'required' if there is a `ca`, else 'none'. */
  readonly clients?: 'required' | 'optional' | 'none'
  /** Default: TLSv1.2 and TLSv1.3. */
  readonly protocols?: readonly TlsProtocol[]
  /** OpenSSL's names, separated by colons: `ciphers` for up to TLS 1.2, `ciphersuites` for TLS 1.3. */
  readonly ciphers?: string
  readonly ciphersuites?: string
  readonly preferServerCiphers?: boolean
  readonly sessionCaching?: boolean
  /** Seconds. */
  readonly sessionTimeout?: number
  readonly dhparam?: string | Buffer
}

export type TlsProtocol = 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3'

/** An open listening socket. */
export class Listener {
  readonly kind: 'tcp' | 'tls' | 'unix'
  /** Where it listens; for a unix socket, host is its path and port is 0. */
  readonly host: string
  readonly port: number
  /** For listening there again. */
  readonly address: ListenAddress
  /** Applies the current TLS configuration; returns whether that worked. `undefined` unless the configuration rules this listener. */
  readonly renew: (() => boolean) | undefined
  readonly #net: NetServer
  readonly #sockets: Set<Socket>
  #isRef = true
  #gone: Promise<void> | undefined

  constructor({ net, kind, renew }: Opening, sockets: Set<Socket>, address: ListenAddress) {
    this.#net = net
    this.#sockets = sockets
    this.kind = kind
    this.renew = renew
    this.address = address
    this.host = 'path' in address ? address.path : address.host
    this.port = 'path' in address ? 0 : address.port
  }

  get isRef(): boolean {
    return this.#isRef
  }

  /** Lets the process end while it listens, and while clients are connected. */
  unref(): void {
    this.#isRef = false
    this.#net.unref()
    for (const socket of this.#sockets) socket.unref()
  }

  ref(): void {
    this.#isRef = true
    this.#net.ref()
    for (const socket of this.#sockets) socket.ref()
  }

  /** Accepts no more clients, but keeps those it has; the port is free immediately. Resolves when the last client has gone. */
  retire(): Promise<void> {
    this.#gone ??= new Promise((resolve) => {
      this.#net.close(() => resolve())
    })
    return this.#gone
  }

  /** Accepts no more clients, and drops those it has; resolves when the port is free. */
  close(): Promise<void> {
    const gone = this.retire()
    for (const socket of this.#sockets) socket.destroy()
    return gone
  }
}

/** How to open a listener. */
export interface Opening {
  readonly net: NetServer
  readonly kind: Listener['kind']
  readonly address: ListenAddress
  /** The event of a client that is ready to speak: 'connection' or 'secureConnection'. */
  readonly event: string
  /** Whether this client may stay. Default: always. */
  readonly admits?: (socket: Socket) => boolean
  /** See Listener. */
  readonly renew?: (() => boolean) | undefined
}

/**
 * At least this many connections may wait to be accepted; the system's `somaxconn` may allow fewer. Node takes about 150 µs to
 * accept one, more than twice as long as redis-server, and a client for which the queue has no room retries only after a second.
 */
const BACKLOG = 4096

/** Starts to listen; resolves when it does. Every client that connects is passed to the server. */
export function openListener(server: Server, opening: Opening): Promise<Listener> {
  const { net, address } = opening
  const sockets = new Set<Socket>()
  let listener: Listener | undefined
  net.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    if (listener?.isRef === false) socket.unref()
  })
  net.on(opening.event, (socket: Socket) => {
    if (opening.admits?.(socket) === false) socket.destroy()
    else welcome(server, socket, opening)
  })
  return new Promise((resolve, reject) => {
    net.once('error', reject)
    const backlog = Math.max(server.config.number('tcp-backlog'), BACKLOG)
    net.listen({ ...target(address), backlog }, () => {
      net.off('error', reject)
      // A client that could not be accepted (no descriptor left) is lost; others are not affected.
      net.on('error', warn)
      listener = new Listener(opening, sockets, reached(net, address))
      resolve(listener)
    })
  })
}

function target(address: ListenAddress): object {
  return 'path' in address
    ? { path: address.path }
    : { host: address.host, port: address.port, ipv6Only: address.ipv6Only === true }
}

function reached(net: NetServer, address: ListenAddress): ListenAddress {
  const bound = net.address()
  if ('path' in address || typeof bound !== 'object' || bound === null) return address
  return { ...address, port: bound.port }
}

function welcome(server: Server, socket: Socket, { kind, address }: Opening): void {
  const transport = new SocketTransport(socket, kind, 'path' in address ? address.path : '')
  const connection = server.accept(transport)
  if (connection !== undefined) transport.attach(connection, server.config.number('tcp-keepalive'))
}

function warn(error: Error): void {
  process.emitWarning(`accepting a client: ${error.message}`, 'ResidentWarning')
}
