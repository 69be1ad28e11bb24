import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { ServerProcess } from './process.ts'

const run = promisify(execFile)
const CLIENTS = 50

export interface Load {
  readonly requests: number
  readonly pipeline: number
  /** `__rand_int__` in the command is a number below this. */
  readonly below?: number
  /** A command with its arguments. */
  readonly command: readonly string[]
}

/** What a command costs, in microseconds. */
export interface Costs {
  /** The server's own time, user and system. */
  readonly cpu: number
  /** Time by the clock: the less, the more requests a second. */
  readonly clock: number
}

/** Has redis-benchmark send a load by 50 clients. */
export async function costsPerCommand(server: ServerProcess, load: Load): Promise<Costs> {
  const before = server.cpu()
  const { stdout } = await run('redis-benchmark', [
    ...['-h', '127.0.0.1', '-p', `${server.port}`, '-c', `${CLIENTS}`, '-q'],
    ...['-n', `${load.requests}`, '-P', `${load.pipeline}`],
    ...(load.below === undefined ? [] : ['-r', `${load.below}`]),
    ...load.command,
  ])
  const cpu = (server.cpu() - before) / load.requests
  const throughput = stdout.match(/([\d.]+) requests per second/)
  if (throughput === null) throw new Error(`redis-benchmark on ${server.name}: ${stdout}`)
  return { cpu, clock: 1_000_000 / Number(throughput[1]) }
}

/** The first of these alone. */
export async function cpuPerCommand(server: ServerProcess, load: Load): Promise<number> {
  return (await costsPerCommand(server, load)).cpu
}
