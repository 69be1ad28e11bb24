import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Contestant } from './contestant.ts'
import { dial } from './dial.ts'

/** The release that everything here answers as. */
export const REFERENCE_VERSION = '7.0.15'

/** A real server's clock and ours round differently; waiting a little longer puts us past the instant. */
const SLACK_MS = 3

const ARGUMENTS = ['--port', '0', '--save', '', '--appendonly', 'no']

export interface RedisServerOptions {
  /** The binary; found by `findRedisServer` where not given. */
  readonly binary?: string
  /** Further arguments of its command line. */
  readonly arguments?: readonly string[]
}

/**
 * The redis-server to compare with: REDIS_SERVER of the environment (which `--oracle PATH` of our programs sets), or the
 * first on the PATH.
 *
 * Where there is none, says so once, loudly, on standard error.
 */
export function findRedisServer(): string | undefined {
  const named = process.env.REDIS_SERVER
  const folders = (process.env.PATH ?? '').split(delimiter)
  const candidates =
    named !== undefined ? [named] : folders.map((folder) => join(folder, 'redis-server'))
  const found = candidates.find((path) => existsSync(path))
  if (found === undefined) warnOnce('NO redis-server FOUND: nothing is compared with the real one')
  return found
}

const versions = new Map<string, string>()

/** The version that the binary says it is, such as 7.0.15. */
export function versionOf(binary: string): string {
  const known = versions.get(binary)
  if (known !== undefined) return known
  const said = execFileSync(binary, ['--version'], { encoding: 'utf8' })
  const version = /v=(\S+)/.exec(said)?.[1] ?? 'unknown'
  versions.set(binary, version)
  return version
}

/** The release that transcripts know it by, such as `7.4`; undefined for the reference itself. */
export function otherRelease(version: string): string | undefined {
  return version === REFERENCE_VERSION ? undefined : version.split('.').slice(0, 2).join('.')
}

let warned = false
function warnOnce(message: string): void {
  if (!warned) console.error(`*** ${message} ***`)
  warned = true
}

/** Starts a real redis-server on a unix socket of its own; it ends with `stop`, or with this process. */
export async function startRedisServer(options: RedisServerOptions = {}): Promise<Contestant> {
  const binary = options.binary ?? findRedisServer()
  if (binary === undefined) throw new Error('no redis-server found')
  const folder = mkdtempSync(join(tmpdir(), 'resident-oracle-'))
  const path = join(folder, 's')
  const further = options.arguments ?? []
  const argv = [...ARGUMENTS, '--unixsocket', path, '--dir', folder]
  // Before 7.0, DEBUG was there without having been asked for.
  if (Number.parseInt(versionOf(binary), 10) >= 7) argv.push('--enable-debug-command', 'yes')
  argv.push(...further)
  // A node of a cluster listens for others even where it does not listen for clients, and all of them at 10000.
  if (further.includes('--cluster-enabled')) argv.push('--cluster-port', `${await freePort()}`)
  const child = spawn(binary, argv, { stdio: 'ignore' })
  const kill = (): void => {
    child.kill('SIGKILL')
    // A child that was saving may still be writing.
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
  }
  process.once('exit', kill)
  await ready(path, child)

  return {
    name: 'redis-server',
    version: versionOf(binary),
    connect: () => dial(path),
    advanceTime: async (milliseconds) => {
      await sleep(milliseconds + SLACK_MS)
    },
    stop: async () => {
      process.removeListener('exit', kill)
      const exited =
        child.exitCode !== null || child.signalCode !== null
          ? undefined
          : new Promise((resolve) => child.once('exit', resolve))
      kill()
      await exited
    },
  }
}

/** Parameters of redis.conf as redis-server's command line has them. */
export function asArguments(config: Readonly<Record<string, string>>): string[] {
  return Object.entries(config).flatMap(([name, value]) => [`--${name}`, value])
}

/** A port that nobody listens at just now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function ready(path: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 20_000; tries++) {
    if (child.exitCode !== null) throw new Error(`redis-server ended with ${child.exitCode}`)
    try {
      const stream = await dial(path)
      stream.destroy()
      return
    } catch {
      await sleep(2)
    }
  }
  throw new Error('redis-server does not answer')
}
