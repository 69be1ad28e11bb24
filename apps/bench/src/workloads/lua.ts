import { Redis } from 'ioredis'
import type { ServerProcess } from '../contestants/process.ts'
import { cpuPerCommand } from '../contestants/redis-benchmark.ts'
import { startRedis, startResident } from '../contestants/servers.ts'
import type { Options } from '../options.ts'
import type { Row, SuiteResult } from '../result.ts'
import { interleaved } from '../rounds.ts'

const SHORT = "return redis.call('GET', KEYS[1])"

/** A round, so that each takes about a second of a server's time. */
const DEPTHS = [
  { pipeline: 1, requests: 50_000 },
  { pipeline: 16, requests: 150_000 },
]

/** A long script is run so often a round. */
const TIMES = 3

/** Scripts that spend their time in Lua alone. */
const LONG: Readonly<Record<string, string>> = {
  '1,000,000 steps of arithmetic': 'local s = 0 for i = 1, 1000000 do s = s + i * 2 end return s',
  'sort of 100,000 numbers':
    'local t, x = {}, 1 for i = 1, 100000 do x = (x * 16807) % 2147483647 t[i] = x end table.sort(t) return t[1]',
  '100,000 fields of a table':
    "local t = {} for i = 1, 100000 do t['k' .. i] = i end local s = 0 for k, v in pairs(t) do s = s + v end return s",
  '20,000 string.format and gsub':
    "local n = 0 for i = 1, 20000 do n = n + #string.gsub(string.format('%d:%s', i, 'abc'), 'b', 'xy') end return n",
  '2,000 cjson encode and decode':
    "local n = 0 for i = 1, 2000 do n = n + cjson.decode(cjson.encode({ id = i, name = 'abc', tags = { 1, 2, 3 } })).id end return n",
}

/** `lua`: a script that calls one command, and scripts that only reckon. */
export async function runLua({ rounds, share }: Options): Promise<SuiteResult> {
  const servers = { 'redis-server': await startRedis(), resident: await startResident() }
  try {
    return {
      suite: 'lua',
      title: 'Scripts',
      about:
        `EVALSHA of \`${SHORT}\`: processor time of the server per call, under redis-benchmark with 50 clients. The other ` +
        'scripts call no command: processor time of the server for one run, which is the time to the reply if nothing else uses the processor. Redis runs them in PUC Lua 5.1, in C; Resident has an interpreter ' +
        'in TypeScript.',
      rows: [
        ...(await shortScripts(servers, rounds, share)),
        ...(await longScripts(servers, rounds)),
      ],
      growths: [],
    }
  } finally {
    for (const server of Object.values(servers)) await server.stop()
  }
}

type Servers = Readonly<Record<string, ServerProcess>>

async function shortScripts(servers: Servers, rounds: number, share: number): Promise<Row[]> {
  let sha = ''
  for (const server of Object.values(servers)) {
    const client = new Redis(server.port)
    await client.set('key', 'value')
    sha = String(await client.script('LOAD', SHORT))
    client.disconnect()
  }
  const rows: Row[] = []
  for (const { pipeline, requests } of DEPTHS) {
    const name = `EVALSHA of a GET, -P ${pipeline}`
    const load = { requests: requests * share, pipeline, command: ['EVALSHA', sha, '1', 'key'] }
    const samples = await interleaved(name, servers, rounds, (each) => cpuPerCommand(each, load))
    rows.push({ name, unit: 'µs', samples, ours: 'resident', base: 'redis-server', most: 4 })
  }
  return rows
}

async function longScripts(servers: Servers, rounds: number): Promise<Row[]> {
  const rows: Row[] = []
  for (const [name, script] of Object.entries(LONG)) {
    const samples = await interleaved(name, servers, rounds, (server) => cpuOf(server, script))
    rows.push({ name, unit: 'ms', samples, ours: 'resident', base: 'redis-server' })
  }
  return rows
}

/** Milliseconds for the script once. */
async function cpuOf(server: ServerProcess, script: string): Promise<number> {
  const client = new Redis(server.port)
  await client.ping()
  const before = server.cpu()
  for (let time = 0; time < TIMES; time++) await client.eval(script, 0)
  const cpu = server.cpu() - before
  client.disconnect()
  return cpu / TIMES / 1000
}
