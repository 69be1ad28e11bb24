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

/** A redis-server of one's own on loopback, in a directory of its own. */
export class RedisProcess {
  readonly port: number
  readonly #child: ChildProcess
  readonly #directory: string

  private constructor(port: number, child: ChildProcess, directory: string) {
    this.port = port
    this.#child = child
    this.#directory = directory
    // Should this process end before `stop`, the server must not stay behind.
    process.once('exit', this.#end)
  }

  /** `settings` gives the lines of redis.conf for a port that is free. */
  static async start(settings: (port: number) => readonly string[]): Promise<RedisProcess> {
    const port = await freePort()
    const directory = mkdtempSync(join(tmpdir(), 'resident-cache-'))
    const lines = [...settings(port), `dir ${directory}`]
    // Sentinels want a file, which they rewrite.
    const file = join(directory, 'redis.conf')
    writeFileSync(file, lines.join('\n'))
    const isSentinel = lines.some((line) => line.startsWith('sentinel '))
    const child = spawn('redis-server', [file, ...(isSentinel ? ['--sentinel'] : [])], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    await ready(child, isSentinel ? /Sentinel ID is/ : /Ready to accept connections/)
    return new RedisProcess(port, child, directory)
  }

  get address(): string {
    return `127.0.0.1:${this.port}`
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  /** As a machine that loses its power. */
  kill(): void {
    this.#child.kill('SIGKILL')
  }

  async stop(): Promise<void> {
    process.off('exit', this.#end)
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const gone = new Promise((resolve) => this.#child.once('exit', resolve))
      this.#child.kill('SIGKILL')
      await gone
    }
    rmSync(this.#directory, { recursive: true, force: true })
  }

  readonly #end = (): void => {
    this.#child.kill('SIGKILL')
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

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Asks again and again, until it is so. */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  milliseconds = 20_000,
): Promise<void> {
  const end = Date.now() + milliseconds
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`waited in vain for: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
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
