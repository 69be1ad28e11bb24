import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { type ServerProcess, startProcess } from './process.ts'

const RESIDENT = fileURLToPath(import.meta.resolve('@resident/cli'))
// Seen from dist/esm/main.js, as which this file is run.
const CANNED = contestant('canned-server.mjs')
const MEASURED = contestant('measured-server.mjs')

/** `dir` is where it puts a dump.rdb if it is told to. */
export function startRedis(dir: string = tmpdir()): Promise<ServerProcess> {
  return startProcess('redis-server', (port) => [
    'redis-server',
    '--port',
    `${port}`,
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    dir,
  ])
}

export function startResident(): Promise<ServerProcess> {
  return startProcess('resident', (port) => [
    process.execPath,
    RESIDENT,
    'serve',
    '--port',
    `${port}`,
  ])
}

/** Resident in a process that can be asked about its memory and its pauses. `flags` are Node's. */
export function startMeasured(
  dir: string = tmpdir(),
  flags: readonly string[] = [],
): Promise<ServerProcess> {
  return startProcess(
    'resident',
    (port) => [process.execPath, '--expose-gc', ...flags, MEASURED, `${port}`, dir],
    { talks: true },
  )
}

/** Reads, parses nothing, writes one reply: what a server on node:net costs at the least. */
export function startCanned(): Promise<ServerProcess> {
  return startProcess('canned', (port) => [process.execPath, CANNED, `${port}`])
}

/** The path of a program of ours that is run as it is. */
export function contestant(file: string): string {
  return fileURLToPath(new URL(`../../src/contestants/${file}`, import.meta.url))
}
