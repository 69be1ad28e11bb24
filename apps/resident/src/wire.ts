import { connect as connectTcp, isIP } from 'node:net'
import type { Duplex } from 'node:stream'
import { connect as connectTls } from 'node:tls'
import { ascii, type Bytes, fromUtf8, toUtf8 } from '@resident/bytes'
import { encodeRequest, type Reply, ReplyParser } from '@resident/protocol'

const DEFAULT_URL = 'redis://127.0.0.1:6379'

interface Waiting {
  readonly resolve: (reply: Reply) => void
  readonly reject: (error: Error) => void
}

/** A connection to a Redis over any stream: sends requests, and matches the replies in order. */
export class Wire {
  readonly #stream: Duplex
  readonly #waiting: Waiting[] = []
  readonly #onPushed: (reply: Reply) => void

  /** `onPushed` gets replies that answer no request. */
  constructor(stream: Duplex, onPushed: (reply: Reply) => void = () => {}) {
    this.#stream = stream
    this.#onPushed = onPushed
    const parser = new ReplyParser((reply) => this.#hear(reply))
    stream.on('data', (chunk: Buffer) => parser.push(chunk))
    stream.once('error', (error) => this.#fail(error))
    stream.once('close', () => this.#fail(new Error('the server has closed the connection')))
  }

  /** Sends a request of bytes. Resolves with the reply, or rejects if it is an error. Several requests may be in progress. */
  ask(...argv: readonly string[]): Promise<Reply> {
    this.#stream.write(encodeRequest(argv.map(ascii)), 'latin1')
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }))
  }

  /** Resolves when the other side has ended the connection. */
  get closed(): Promise<void> {
    return new Promise((resolve) => this.#stream.once('close', () => resolve()))
  }

  end(): void {
    this.#stream.end()
  }

  #hear(reply: Reply): void {
    const waiting = this.#waiting.shift()
    if (waiting === undefined) this.#onPushed(reply)
    else if (reply.type === 'error') waiting.reject(new Error(toUtf8(reply.text)))
    else waiting.resolve(reply)
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.splice(0)) reject(error)
  }
}

/** Connects to the Redis at a URL (`redis://user:password@host:port/db`, `rediss://`, `unix://path`); by default that of REDIS_URL. */
export async function connect(
  given: string | undefined,
  onPushed?: (reply: Reply) => void,
): Promise<Wire> {
  const url = parse(given ?? process.env.REDIS_URL ?? DEFAULT_URL)
  const wire = new Wire(streamTo(url), onPushed)
  const { username, password, pathname } = url
  try {
    if (password !== '') {
      const names = username === '' ? [] : [decodeURIComponent(username)]
      await wire.ask('AUTH', ...[...names, decodeURIComponent(password)].map(fromUtf8))
    }
    if (/^\/\d+$/.test(pathname)) await wire.ask('SELECT', pathname.slice(1))
    await wire.ask('PING')
  } catch (error) {
    wire.end()
    throw new Error(`${url.protocol}//${url.host || pathname}: ${reasonOf(error)}`)
  }
  return wire
}

function parse(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^(rediss?|unix):$/.test(url.protocol)) {
    throw new Error(
      `'${text}' is not a URL of the form redis://host:port, rediss://host:port or unix:///path`,
    )
  }
  return url
}

function streamTo({ protocol, hostname, port, pathname }: URL): Duplex {
  if (protocol === 'unix:') return connectTcp(decodeURIComponent(pathname))
  const place = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 6379) }
  if (protocol !== 'rediss:') return connectTcp(place)
  // Several servers may share an address, and tell by the name which one is meant.
  return connectTls(isIP(place.host) === 0 ? { ...place, servername: place.host } : place)
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ECONNREFUSED' || code === 'ENOENT') {
    return "nothing listens there. Start a server with 'resident serve', or give another URL"
  }
  return message
}

/** The value of a bulk or status, `undefined` for null. */
export function bytesOf(reply: Reply): Bytes | undefined {
  if (reply.type === 'bulk') return reply.value
  return reply.type === 'status' || reply.type === 'verbatim' ? reply.text : undefined
}

export function itemsOf(reply: Reply): readonly Reply[] {
  return 'items' in reply ? reply.items : []
}

/** An integer; 0 for anything else. */
export function numberOf(reply: Reply): number {
  return reply.type === 'integer' ? Number(reply.value) : Number(bytesOf(reply) ?? ascii('0'))
}
