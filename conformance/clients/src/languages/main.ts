import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startContenders } from '../both-servers.ts'
import { type Ended, run } from './task.ts'
import { type Client, type Toolchain, toolchains } from './toolchains.ts'

/**
 * `npm run clients`: a program for each client library of several languages, at Resident and at a real redis-server.
 * Each must end well at both, and print nothing on standard error.
 */

const USAGE = `usage: npm run clients -- [options]
  --only a,b      only these languages or clients
  --oracle PATH   the redis-server to compare with (default: the one on the PATH)
  --record        keeps the results for docs/parity.md`

const RESULTS = fileURLToPath(new URL('../../../recorded/clients.json', import.meta.url))

/** What one client came to: at each server, how many checks it made there, or what went wrong. */
interface Result {
  readonly language: string
  readonly client: string
  readonly version: string
  readonly servers: Readonly<Record<string, number | string>>
}

async function resultsOf(toolchain: Toolchain, clients: readonly Client[]): Promise<Result[]> {
  const { language } = toolchain
  const obstacle = await obstacleOf(toolchain)
  if (obstacle !== undefined) {
    const names = clients.map(({ name }) => name).join(' and ')
    console.error(`*** ${obstacle}: ${names} (${language}) SKIPPED ***`)
    return []
  }
  const wrong = toolchain.build && wrongWith(await run(toolchain.build))
  const results: Result[] = []
  for (const client of clients) {
    const servers = wrong === undefined ? await play(client) : { compiling: wrong }
    const { name, version } = client
    results.push({ language, client: name, version, servers })
    for (const [server, came] of Object.entries(servers)) {
      console.log(
        `${name} ${version}, ${server}: ${typeof came === 'number' ? `${came} checks` : came}`,
      )
    }
  }
  return results
}

/** Why the language's clients cannot be had on this machine. */
async function obstacleOf({ probe, fetch }: Toolchain): Promise<string | undefined> {
  const probed = await run({ argv: probe, folder: '.', limitMs: 60_000 })
  if (probed.end !== 0) return `NO ${probe[0].toUpperCase()}`
  const fetched = fetch && (await run(fetch))
  if (fetched === undefined || fetched.end === 0) return undefined
  const reason = (fetched.errors || fetched.out).trim().split('\n').at(-1)
  return `PACKAGES NOT TO BE HAD (${fetched.end}: ${reason})`
}

/** At servers of its own, so that none finds another's keys. */
async function play({ program }: Client): Promise<Record<string, number | string>> {
  const came: Record<string, number | string> = {}
  for (const server of await startContenders()) {
    const ended = await run({ ...program, argv: [...program.argv, String(server.port)] })
    came[server.name] = wrongWith(ended) ?? checksOf(ended)
    await server.stop()
  }
  return came
}

function wrongWith({ end, out, errors }: Ended): string | undefined {
  if (end === 0 && errors === '') return undefined
  return `${end === 0 ? 'on standard error' : `ended with ${end}`}\n${out}${errors}`
}

/** A program that checked nothing has proved nothing. */
function checksOf({ out }: Ended): number | string {
  const checks = Number(/^(\d+) checks$/m.exec(out)?.[1] ?? 0)
  return checks > 0 ? checks : `told of no checks\n${out}`
}

function readOptions() {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  try {
    return parseArgs({ options: { only: text, oracle: text, record: flag, help: flag } }).values
  } catch (error) {
    return refuse((error as Error).message)
  }
}

function refuse(reason: string): never {
  console.error(`${reason}\n\n${USAGE}`)
  process.exit(2)
}

/** Those of the toolchain's clients that are named, or whose language is. */
function clientsNamed(names: readonly string[] | undefined, toolchain: Toolchain): Client[] {
  const { language, clients } = toolchain
  if (names === undefined || names.includes(language.toLowerCase())) return [...clients]
  return clients.filter(({ name }) => names.includes(name.toLowerCase()))
}

async function main(): Promise<void> {
  const { help, only, oracle, record } = readOptions()
  if (help) return console.log(USAGE)
  if (record && only !== undefined) refuse('--record is for all clients: not with --only')
  if (oracle !== undefined) process.env.REDIS_SERVER = oracle
  const names = only?.toLowerCase().split(',')
  const results: Result[] = []
  let played = 0
  for (const toolchain of toolchains) {
    const clients = clientsNamed(names, toolchain)
    played += clients.length
    if (clients.length > 0) results.push(...(await resultsOf(toolchain, clients)))
  }
  if (played === 0) refuse(`--only: there is no ${only}`)
  if (record) writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`)
  const all = results.flatMap(({ servers }) => Object.values(servers))
  const failed = all.filter((came) => typeof came === 'string').length
  console.log(`${all.length - failed} passed, ${failed} failed`)
  if (failed > 0) process.exitCode = 1
}

await main()
