import { type ChildProcess, spawn } from 'node:child_process'
import { accessSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A reply in RESP2; strings with one character per byte. */
export type Reply = string | number | null | RedisError | Reply[]

export class RedisError {
  readonly message: string

  constructor(message: string) {
    this.message = message
  }
}

/** Where redis-server is; says so loudly, once, where there is none. */
export function findRedisServer(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const found = folders.map((folder) => join(folder, 'redis-server')).find(isThere)
  if (found === undefined)
    console.error('*** NO redis-server ON THE PATH: not compared with it ***')
  return found
}

function isThere(path: string): boolean {
  try {
    accessSync(path)
    return true
  } catch {
    return false
  }
}

/** A real redis-server of one's own, on a unix socket, and a connection to it. */
export class RedisServer {
  /** Where its dump.rdb is. */
  readonly folder: string
  readonly #child: ChildProcess
  #socket: Socket | undefined
  #received = ''
  readonly #waiting: ((reply: Reply) => void)[] = []

  /** On the file given, if there is one. */
  static async start(file?: Uint8Array): Promise<RedisServer> {
    const server = new RedisServer(mkdtempSync(join(tmpdir(), 'rdb-')), file)
    await server.#connect()
    return server
  }

  private constructor(folder: string, file: Uint8Array | undefined) {
    this.folder = folder
    if (file !== undefined) writeFileSync(join(folder, 'dump.rdb'), file)
    const socket = ['--port', '0', '--unixsocket', join(folder, 's')]
    const options = ['--save', '', '--appendonly', 'no', '--enable-debug-command', 'yes']
    const argv = [...socket, ...options, '--dir', folder, '--loglevel', 'warning']
    const binary = findRedisServer()
    if (binary === undefined) throw new Error('there is no redis-server')
    this.#child = spawn(binary, argv, { stdio: 'ignore' })
    process.once('exit', () => this.#child.kill('SIGKILL'))
  }

  /** Sends a command, its arguments with one character per byte; replies come in turn. */
  call(...argv: (string | number)[]): Promise<Reply> {
    const parts = argv.map((each) => `$${String(each).length}\r\n${each}\r\n`)
    this.#socket?.write(`*${argv.length}\r\n${parts.join('')}`, 'latin1')
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  /** Sends them all before it waits. */
  pipeline(commands: readonly (readonly (string | number)[])[]): Promise<Reply[]> {
    return Promise.all(commands.map((argv) => this.call(...argv)))
  }

  /** Ends it; its folder goes too. */
  async stop(): Promise<void> {
    this.#socket?.destroy()
    const exited = new Promise((resolve) => this.#child.once('exit', resolve))
    this.#child.kill('SIGKILL')
    await exited
    rmSync(this.folder, { recursive: true, force: true })
  }

  async #connect(): Promise<void> {
    for (let tries = 0; tries < 1000; tries++) {
      if (this.#child.exitCode !== null) throw new Error('redis-server has ended')
      const socket = connect(join(this.folder, 's'))
      const isOpen = await new Promise((resolve) => {
        socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
      })
      if (isOpen) {
        this.#socket = socket
        socket.on('data', (chunk) => this.#receive(chunk))
        socket.on('close', () => this.#fail())
        socket.on('error', () => {})
        if ((await this.call('PING')) === 'PONG') return
      }
      await sleep(5)
    }
    throw new Error('redis-server does not answer')
  }

  /** Whoever waits is told that the server is gone. */
  #fail(): void {
    for (const resolve of this.#waiting.splice(0)) resolve(new RedisError('connection closed'))
  }

  #receive(chunk: Buffer): void {
    this.#received += chunk.toString('latin1')
    let at = 0
    while (at < this.#received.length) {
      const parsed = parse(this.#received, at)
      if (parsed === undefined) break
      at = parsed.end
      this.#waiting.shift()?.(parsed.reply)
    }
    this.#received = this.#received.substring(at)
  }
}

/** The reply that begins at `at`, and where it ends; `undefined` if it is not all there. */
function parse(wire: string, at: number): { reply: Reply; end: number } | undefined {
  const eol = wire.indexOf('\r\n', at)
  if (eol === -1) return undefined
  const line = wire.substring(at + 1, eol)
  const end = eol + 2
  switch (wire[at]) {
    case '+':
      return { reply: line, end }
    case '-':
      return { reply: new RedisError(line), end }
    case ':':
      return { reply: Number(line), end }
    case '$':
      return line === '-1' ? { reply: null, end } : parseBulk(wire, end, Number(line))
    default:
      return line === '-1' ? { reply: null, end } : parseArray(wire, end, Number(line))
  }
}

function parseBulk(wire: string, at: number, length: number): ReturnType<typeof parse> {
  const end = at + length
  return wire.length < end + 2 ? undefined : { reply: wire.substring(at, end), end: end + 2 }
}

function parseArray(wire: string, at: number, length: number): ReturnType<typeof parse> {
  const reply: Reply[] = []
  let end = at
  for (let i = 0; i < length; i++) {
    const parsed = parse(wire, end)
    if (parsed === undefined) return undefined
    reply.push(parsed.reply)
    end = parsed.end
  }
  return { reply, end }
}
