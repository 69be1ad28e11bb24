import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { type Resident, startServer } from '@resident/embedded'
import type { Options } from '../options.ts'
import { median, spread, table } from '../report.ts'

const IDLE_SERVERS = 50

/** `start`: milliseconds to the first reply, and the heap of a server that idles. */
export async function runStart({ rounds }: Options): Promise<void> {
  const spawned: number[] = []
  const further: number[] = []
  const fresh: number[] = []
  for (let round = -1; round < rounds; round++) {
    process.stderr.write(`\rround ${round + 1}/${rounds}`.padEnd(30))
    const costs = [
      await redisFirstReply(),
      await residentFirstReply(),
      importAndFirstReply(),
    ] as const
    if (round < 0) continue
    spawned.push(costs[0])
    further.push(costs[1])
    fresh.push(costs[2])
  }
  process.stderr.write('\r'.padEnd(30))
  const ratios = further.map((cost, round) => cost / spawned[round]!)
  const heap = await heapOfIdleServer()
  const rows = [
    ['to the first reply over TCP', 'ms', 'target'],
    ['spawn of redis-server', spread(spawned, 1), ''],
    ['a further server in the process', spread(further, 1), ''],
    ['ratio', spread(ratios), verdict(median(ratios), 0.2)],
    ['import of @resident/embedded and first reply', spread(fresh, 0), verdict(median(fresh), 150)],
    ['heap of an idle server, MB', heap.toFixed(2), verdict(heap, 1)],
  ]
  process.stdout.write(`\n${rounds} rounds, median (least–greatest)\n\n${table(rows)}\n`)
}

function verdict(value: number, most: number): string {
  return `<= ${most} ${value <= most ? 'met' : 'MISSED'}`
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
  const collect = globalThis.gc
  if (collect === undefined) return Number.NaN
  const used = (): number => {
    collect()
    const { heapUsed, external } = process.memoryUsage()
    return heapUsed + external
  }
  const before = used()
  const servers: Resident[] = []
  for (let i = 0; i < IDLE_SERVERS; i++) servers.push(await startServer())
  const after = used()
  await Promise.all(servers.map((server) => server.close()))
  return (after - before) / IDLE_SERVERS / 1_000_000
}
