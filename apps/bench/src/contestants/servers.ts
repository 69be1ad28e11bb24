import { fileURLToPath } from 'node:url'
import { type ServerProcess, startProcess } from './process.ts'

const RESIDENT = fileURLToPath(import.meta.resolve('@resident/cli'))
// Seen from dist/esm/main.js, as which this file is run.
const CANNED = fileURLToPath(new URL('../../src/contestants/canned-server.mjs', import.meta.url))

export function startRedis(): Promise<ServerProcess> {
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
  ])
}

export function startResident(engine: 'btree' | 'map' = 'btree'): Promise<ServerProcess> {
  return startProcess('resident', (port) => [
    process.execPath,
    RESIDENT,
    'serve',
    '--port',
    `${port}`,
    '--engine',
    engine,
  ])
}

/** Reads, parses nothing, writes one reply: what a server on node:net costs at the least. */
export function startCanned(): Promise<ServerProcess> {
  return startProcess('canned', (port) => [process.execPath, CANNED, `${port}`])
}
