import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** Whether Debian's redis packages are there. Says so loudly where not: tests of real servers are then skipped. */
export function hasRedis(): boolean {
  const missing = ['redis-server', 'redis-cli'].filter(
    (program) => spawnSync(program, ['--version']).status !== 0,
  )
  if (missing.length === 0) return true
  console.warn(
    `\n!!! ${missing.join(' and ')} not found: caches are NOT tested on real Redis !!!\n`,
  )
  return false
}

/** Lines of redis.conf, for two ports that are free. */
export type Settings = (port: number, other: number) => readonly string[]

/** Servers that run. Should this process end before they are stopped, none must stay behind. */
const running = new Set<RedisProcess>()
process.once('exit', () => {
  for (const each of running) each.end()
})

/** Somebody may take a port between its being found free and the server's listening there. */
const ATTEMPTS = 10

/** A redis-server of one's own on loopback, in a directory of its own. */
export class RedisProcess {
  readonly port: number
  readonly #child: ChildProcess
  readonly #directory: string
  readonly #access: readonly string[]

  private constructor(
    port: number,
    child: ChildProcess,
    directory: string,
    access: readonly string[],
  ) {
    this.port = port
    this.#child = child
    this.#directory = directory
    this.#access = access
    running.add(this)
  }

  /** `access`: what redis-cli needs besides the port. */
  static async start(settings: Settings, access: readonly string[] = []): Promise<RedisProcess> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await RedisProcess.#tryToStart(settings, access)
      } catch (error) {
        if (attempt === ATTEMPTS || !/already in use/i.test((error as Error).message)) throw error
      }
    }
  }

  static async #tryToStart(settings: Settings, access: readonly string[]): Promise<RedisProcess> {
    const [port, other] = await freePorts()
    const directory = mkdtempSync(join(tmpdir(), 'resident-cache-'))
    const lines = [...settings(port, other), `dir ${directory}`]
    // Sentinels want a file, which they rewrite.
    const file = join(directory, 'redis.conf')
    writeFileSync(file, lines.join('\n'))
    const isSentinel = lines.some((line) => line.startsWith('sentinel '))
    const child = spawn('redis-server', [file, ...(isSentinel ? ['--sentinel'] : [])], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const server = new RedisProcess(port, child, directory, access)
    try {
      await ready(child, isSentinel ? /Sentinel ID is/ : /Ready to accept connections/)
      return server
    } catch (error) {
      await server.stop()
      throw error
    }
  }

  get address(): string {
    return `127.0.0.1:${this.port}`
  }

  /** What redis-cli prints. */
  ask(...words: string[]): Promise<string> {
    return redisCli('-p', String(this.port), ...this.#access, ...words)
  }

  /** As a machine that loses its power. */
  kill(): void {
    this.#child.kill('SIGKILL')
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const gone = new Promise((resolve) => this.#child.once('exit', resolve))
      this.kill()
      await gone
    }
    this.end()
  }

  /** At once, for the end of the process. */
  end(): void {
    running.delete(this)
    this.kill()
    rmSync(this.#directory, { recursive: true, force: true })
  }
}

/** Plain TCP on a port, nothing saved. */
export function plain(port: number): string[] {
  return [
    `port ${port}`,
    'bind 127.0.0.1',
    'save ""',
    'appendonly no',
    'repl-diskless-sync-delay 0',
  ]
}

/** What redis-cli prints. */
export async function redisCli(...words: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('redis-cli', words)
  return stdout
}

/** Two ports that nobody listens on. */
async function freePorts(): Promise<[number, number]> {
  const servers = [createServer(), createServer()] as const
  const listening = servers.map((server) => {
    return new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  await Promise.all(listening)
  const [one, other] = servers.map((server) => (server.address() as { port: number }).port)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return [one as number, other as number]
}

/** Asks again and again, until it is so. A busy machine may need long: what is waited for here comes some time. */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  milliseconds = 120_000,
): Promise<void> {
  const end = Date.now() + milliseconds
  for (;;) {
    // Servers that change their role end connections: whoever asked must ask again.
    const answer = await attempt(isSo)
    if (answer === true) return
    if (Date.now() > end) throw new Error(`waited in vain for: ${what}`, { cause: answer })
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function attempt(isSo: () => boolean | Promise<boolean>): Promise<unknown> {
  try {
    return await isSo()
  } catch (error) {
    return error
  }
}

function ready(child: ChildProcess, sign: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    const hear = (chunk: Buffer): void => {
      said += chunk.toString()
      if (sign.test(said)) resolve()
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', (code) => reject(new Error(`redis-server ended (${code}): ${said}`)))
  })
}
