import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { type Resident, startServer } from '@resident/embedded'
import { heap } from '../heap.ts'
import type { Options } from '../options.ts'
import type { SuiteResult } from '../result.ts'
import { interleaved } from '../rounds.ts'

const IDLE_SERVERS = 50

/** `start`: milliseconds to the first reply, and the heap of a server that idles. */
export async function runStart({ rounds }: Options): Promise<SuiteResult> {
  const further = await interleaved(
    'to the first reply',
    { 'redis-server': redisFirstReply, resident: residentFirstReply },
    rounds,
    (firstReply) => firstReply(),
  )
  const fresh = await interleaved(
    'import and first reply',
    { resident: importAndFirstReply },
    rounds,
    (firstReply) => firstReply(),
  )
  const heap = { resident: [await heapOfIdleServer()] }
  const ours = 'resident'
  return {
    suite: 'start',
    title: 'Starting',
    about:
      'Up to the first reply over TCP: a further server in a process that is already running, compared with spawning redis-server; and a fresh ' +
      'process, from before the import of @resident/embedded (the start of Node itself is not counted). The heap is that of one ' +
      `of ${IDLE_SERVERS} idle servers in one process.`,
    rows: [
      {
        name: 'a further server, to its first reply',
        unit: 'ms',
        samples: further,
        ours,
        base: 'redis-server',
        most: 0.2,
      },
      { name: 'import and first reply', unit: 'ms', samples: fresh, ours, most: 150 },
      { name: 'heap of an idle server', unit: 'MB', samples: heap, ours, most: 1 },
    ],
    growths: [],
  }
}

async function residentFirstReply(): Promise<number> {
  const start = performance.now()
  const server = await startServer()
  await firstReply(server.port)
  const took = performance.now() - start
  await server.close()
  return took
}

async function redisFirstReply(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'resident-bench-'))
  const path = join(folder, 'redis.sock')
  const start = performance.now()
  const child = spawn('redis-server', ['--port', '0', '--unixsocket', path, '--save', ''], {
    stdio: 'ignore',
  })
  for (;;) {
    try {
      await firstReply(path)
      break
    } catch {
      await delay(0.5)
    }
  }
  const took = performance.now() - start
  child.kill('SIGKILL')
  await once(child, 'exit')
  rmSync(folder, { recursive: true })
  return took
}

/** Connects, says PING, hears the reply. */
async function firstReply(address: number | string): Promise<void> {
  const socket = typeof address === 'number' ? connect(address, '127.0.0.1') : connect(address)
  await once(socket, 'connect')
  socket.write('PING\r\n')
  await once(socket, 'data')
  socket.destroy()
}

/** In a fresh process, from before the import; the start of Node itself is not counted. */
function importAndFirstReply(): number {
  const program = `
    const start = performance.now()
    const { startServer } = await import(${JSON.stringify(import.meta.resolve('@resident/embedded'))})
    const { connect } = await import('node:net')
    const server = await startServer()
    const socket = connect(server.port, server.host, () => socket.write('PING\\r\\n'))
    socket.on('data', () => { console.log(performance.now() - start); process.exit() })`
  return Number(
    execFileSync(process.execPath, ['--input-type=module', '-e', program], {
      encoding: 'utf8',
      cwd: new URL('.', pathToFileURL(process.argv[1]!)),
    }),
  )
}

async function heapOfIdleServer(): Promise<number> {
  const before = heap()
  const servers: Resident[] = []
  for (let i = 0; i < IDLE_SERVERS; i++) servers.push(await startServer())
  const after = heap()
  await Promise.all(servers.map((server) => server.close()))
  return (after - before) / IDLE_SERVERS / 1_000_000
}
