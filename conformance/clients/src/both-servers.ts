import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startServer } from '@resident/embedded'
import { Redis } from 'ioredis'

/** A server that tests dial. */
export interface Contender {
  readonly name: string
  readonly port: number
  stop(): Promise<void>
}

/** Resident and, where there is one, the real server: what a package does on both must be the same. */
export async function startContenders(): Promise<readonly Contender[]> {
  const contenders = [await startResident()]
  if (isRedisThere()) contenders.push(await startRedis())
  else console.error('*** NO redis-server FOUND: nothing to compare with ***')
  return contenders
}

async function startResident(): Promise<Contender> {
  const server = await startServer({
    onFault: ({ command, error }) => {
      throw new Error(`fault in ${command}`, { cause: error })
    },
  })
  return { name: 'resident', port: server.port, stop: () => server.close() }
}

/** REDIS_SERVER of the environment, or the one on the PATH. */
function redisServer(): string {
  return process.env.REDIS_SERVER ?? 'redis-server'
}

export function isRedisThere(): boolean {
  try {
    execFileSync(redisServer(), ['--version'])
    return true
  } catch {
    return false
  }
}

/** `options`: more of its command line. */
export async function startRedis(...options: readonly string[]): Promise<Contender> {
  const folder = mkdtempSync(join(tmpdir(), 'redis-for-clients-'))
  const port = await freePort()
  const common = ['--port', String(port), '--save', '', '--appendonly', 'no', '--dir', folder]
  const child = spawn(redisServer(), [...common, ...options], { stdio: 'ignore' })
  await untilItAnswers(port)
  return {
    name: 'redis-server',
    port,
    stop: async () => {
      await ended(child)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0))
    })
  })
}

async function untilItAnswers(port: number): Promise<void> {
  const client = new Redis(port, { retryStrategy: () => 20, lazyConnect: true })
  client.on('error', () => {})
  for (;;) {
    try {
      await client.ping()
      client.disconnect()
      return
    } catch {
      await sleep(20)
    }
  }
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill()
  })
}
