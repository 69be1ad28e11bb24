import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { RECORDED } from '../paths.ts'
import {
  RESULTS_FILE as REDIS_RESULTS_FILE,
  type SuiteResult as RedisSuiteResult,
} from '../redis-suite/result.ts'
import { UNITS_LEFT_OUT } from '../redis-suite/units.ts'
import { RESULTS_FILE, type SuiteResult } from '../reference-suite/result.ts'

/** What `npm run clients -- --record` keeps of one client. */
export interface ClientResult {
  readonly language: string
  readonly client: string
  readonly version: string
  /** By server: how many checks its program made there, or what went wrong. */
  readonly servers: Readonly<Record<string, number | string>>
}

/** What other people's programs said of Resident, when they were last asked. */
export interface Witnesses {
  readonly clients: readonly ClientResult[]
  readonly suite: SuiteResult | undefined
  /** Redis's own tests. */
  readonly redis: RedisSuiteResult | undefined
}

export function readWitnesses(): Witnesses {
  const clients = read<readonly ClientResult[]>(join(RECORDED, 'clients.json'))
  return {
    clients: clients ?? [],
    suite: read<SuiteResult>(RESULTS_FILE),
    redis: read<RedisSuiteResult>(REDIS_RESULTS_FILE),
  }
}

function read<T>(file: string): T | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined
}

/** The part of docs/parity.md that tells of them. */
export function renderWitnesses({ clients, suite, redis }: Witnesses): string[] {
  return [
    ...(redis === undefined ? [] : redisSuite(redis)),
    ...clientsTable(clients),
    ...(suite === undefined ? [] : suiteList(suite)),
  ]
}

function redisSuite({ version, passed, accepted, failed }: RedisSuiteResult): string[] {
  const count = Object.values(passed).reduce((sum, each) => sum + each, 0)
  const reasons = Object.entries(accepted).sort(([, a], [, b]) => b.length - a.length)
  const leftOut = Object.entries(UNITS_LEFT_OUT).map(([what, units]) => `${what} (${units})`)
  return [
    "## Redis's own tests",
    '',
    `The test suite of Redis ${version} (Tcl), unchanged, with \`resident-server\` in the place of \`redis-server\`: ` +
      `${count} cases of ${Object.keys(passed).length} units pass,`,
    `${failed.length} fail, and ${reasons.reduce((sum, [, cases]) => sum + cases.length, 0)} fail for a reason below: \`npm run redis-suite\`. ` +
      'What of unit/scripting needs no server of its own is played, and counted, twice.',
    '',
    '| reason | cases |',
    '|---|--:|',
    ...reasons.map(([reason, cases]) => `| ${reason} | ${cases.length} |`),
    '',
    ...failed.map((name) => `- ${name} FAILS`),
    `Not played: cases that need replicas or very much memory, and the units about ${leftOut.join('; ')}.`,
    '',
  ]
}

function clientsTable(clients: readonly ClientResult[]): string[] {
  if (clients.length === 0) return []
  const rows = clients.map(({ client, version, language, servers }) => {
    const cells = [servers.resident, servers['redis-server']].map(cellOf)
    return `| ${client} | ${version} | ${language} | ${cells.join(' | ')} |`
  })
  return [
    '## Clients',
    '',
    'One program for each client uses pipelines, transactions, pub/sub, scripts, streams and blocking calls, checks the replies,',
    'and must print nothing on standard error: `npm run clients`. The figures are how many checks it made.',
    '',
    '| client | version | language | at Resident | at redis-server |',
    '|---|---|---|--:|--:|',
    ...rows,
    '',
  ]
}

function cellOf(came: number | string | undefined): string {
  return typeof came === 'number' ? String(came) : came === undefined ? 'not asked' : 'FAILED'
}

function suiteList({ version, passed, skipped, accepted, failed }: SuiteResult): string[] {
  const reasons = Object.entries(accepted).sort(([a], [b]) => (a < b ? -1 : 1))
  return [
    '## The reference suite',
    '',
    `The integration suite of miniredis ${version}, written for Redis 8.4, at \`resident-server\`: ${passed} of its cases pass, ` +
      `${failed.length} fail, ${skipped} skips itself;`,
    `${reasons.length} ask for what 7.0.15 does not have, and fail at redis-server 7.0.15 as well: \`npm run reference-suite\`.`,
    '',
    ...reasons.map(([name, reason]) => `- ${name} ${reason}`),
    ...failed.map((name) => `- ${name} FAILS`),
    '',
  ]
}
