import { Queue, Worker } from 'bullmq'
import type { ServerProcess } from '../contestants/process.ts'
import { startRedis, startResident } from '../contestants/servers.ts'
import type { Options } from '../options.ts'
import type { SuiteResult } from '../result.ts'
import { interleavedMany } from '../rounds.ts'

const JOBS = 10_000
const CONCURRENCY = 50

/** `queue`: BullMQ adds jobs and works them off; each server in its own process, queue and worker in this one. */
export async function runQueue({ rounds, share }: Options): Promise<SuiteResult> {
  const servers = { 'redis-server': await startRedis(), resident: await startResident() }
  try {
    const { adding, working, wall, cpu } = await interleavedMany(
      'BullMQ',
      servers,
      rounds,
      (server) => play(server, JOBS * share),
    )
    const row = { unit: 'ms', ours: 'resident', base: 'redis-server' }
    return {
      suite: 'queue',
      title: 'BullMQ',
      about:
        `${JOBS.toLocaleString('en-US')} jobs: first all are added, ${CONCURRENCY} calls of \`add\` at a time, then one worker with a concurrency of ` +
        `${CONCURRENCY} processes them; a job does nothing. Each server is in a process of its own, reached over TCP; queue and worker are in the measuring ` +
        'process. Nearly all of the work is Lua scripts. The figures are time by the clock, and in the last row the server’s processor time.',
      rows: [
        { name: 'add and process', ...row, samples: wall!, most: 1.5 },
        { name: 'add', ...row, samples: adding! },
        { name: 'process', ...row, samples: working! },
        { name: 'add and process, server CPU', ...row, samples: cpu! },
      ],
      growths: [],
    }
  } finally {
    for (const server of Object.values(servers)) await server.stop()
  }
}

async function play(server: ServerProcess, jobs: number): Promise<Record<string, number>> {
  const connection = { host: '127.0.0.1', port: server.port }
  const queue = new Queue('bench', { connection })
  const worker = new Worker('bench', async () => {}, {
    connection,
    concurrency: CONCURRENCY,
    autorun: false,
  })
  await Promise.all([queue.waitUntilReady(), worker.waitUntilReady()])
  const cpuBefore = server.cpu()

  const start = performance.now()
  let left = jobs
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      while (left-- > 0) await queue.add('job', { n: left })
    }),
  )
  const added = performance.now()

  let done = 0
  const all = new Promise<void>((resolve) => {
    worker.on('completed', () => {
      if (++done === jobs) resolve()
    })
  })
  const running = worker.run()
  await all
  const end = performance.now()
  const cpu = (server.cpu() - cpuBefore) / 1000

  await worker.close()
  await running
  await queue.obliterate({ force: true })
  await queue.close()
  return { adding: added - start, working: end - added, wall: end - start, cpu }
}
