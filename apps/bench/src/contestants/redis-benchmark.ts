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
  /** A command with its arguments, or `-t` and a test's name. */
  readonly command: readonly string[]
}

/** Microseconds of the server's own time (user and system) per command, under redis-benchmark with 50 clients. */
export async function cpuPerCommand(server: ServerProcess, load: Load): Promise<number> {
  const before = server.cpu()
  await run('redis-benchmark', [
    ...['-h', '127.0.0.1', '-p', `${server.port}`, '-c', `${CLIENTS}`, '-q'],
    ...['-n', `${load.requests}`, '-P', `${load.pipeline}`],
    ...(load.below === undefined ? [] : ['-r', `${load.below}`]),
    ...load.command,
  ])
  return (server.cpu() - before) / load.requests
}
