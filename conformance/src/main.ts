import { writeFileSync } from 'node:fs'
import type { Contestant } from './contestant.ts'
import { isDrawn } from './generate/not-drawn.ts'
import { CLUSTER_CONFIG } from './generate/one-node.ts'
import { documentErrors, ERRORS_FILE, loadDocumentedErrors } from './generate/reach.ts'
import { isOf, runSession, type SessionResult } from './generate/session.ts'
import { diffableJson } from './json.ts'
import { count, flag, names, oneOf, oracle, readOptions, refuse, seed, text } from './options.ts'
import { shortPath } from './paths.ts'
import { asArguments, findRedisServer, startRedisServer } from './redis-server.ts'
import { residentCommands, startResident } from './resident.ts'
import { fetchCommandInfo, withSubcommands } from './table.ts'

/** `npm run conformance`: random commands at Resident and at a real redis-server, every reply compared. */
const USAGE = `usage: npm run conformance -- [options]
  --commands N       how many commands are drawn (default 20000)
  --seed N           seed of the random draws (default: the time)
  --only a,b         only these commands, or containers
  --engine NAME      btree (default) or map
  --transport NAME   in-process (default) or tcp
  --cluster          each server is a node of a cluster of its own
  --scripts          nearly all commands are called by scripts
  --reach            fail if a command's draws fall short (see conformance/README.md); always done from 200000 commands on
  --self             a second redis-server instead of Resident: must find nothing
  --record-errors    with --self: write the errors that every run must draw; with --only, only those of these commands
  --json FILE        write the account as JSON
  --oracle PATH      the redis-server to compare with`

const values = readOptions(USAGE, {
  commands: count(20_000),
  seed,
  only: names,
  engine: oneOf('btree', 'map'),
  transport: oneOf('in-process', 'tcp'),
  reach: flag,
  cluster: flag,
  scripts: flag,
  self: flag,
  'record-errors': flag,
  json: text,
  oracle,
})

if (values.self && values.json !== undefined)
  refuse(USAGE, '--json is for accounts of Resident, not of --self')
if (values.cluster && values.reach) refuse(USAGE, '--reach cannot be judged with --cluster')

const REACH_FROM = 200_000

function report(result: SessionResult): void {
  const { reach, compared, normalised, mismatches, seconds } = result
  console.log(`command                draws  success  normalised`)
  for (const [name, tally] of [...reach.tallies].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const share = `${Math.round(100 * tally.successShare)} %`
    const ruled = normalised.get(name) ?? 0
    console.log(
      `${name.padEnd(20)} ${String(tally.draws).padStart(7)} ${share.padStart(8)} ${String(ruled || '').padStart(11)}`,
    )
  }
  const ruled = [...normalised.values()].reduce((sum, n) => sum + n, 0)
  const different = [...mismatches.values()].reduce((sum, n) => sum + n, 0)
  const perMillion = Math.round((different * 1e6) / compared)
  console.log(
    `\nseed ${values.seed}: ${reach.drawn} commands drawn in ${result.sequences} sequences`,
  )
  console.log(`${compared} replies compared in ${seconds.toFixed(1)} s; ${ruled} of them by a rule`)
  for (const [kind, times] of mismatches) console.log(`mismatch: ${kind} (${times})`)
  if (result.unrepeatable > 0) console.log(`${result.unrepeatable} mismatches did not come again`)
  console.log(`${different} mismatches, ${perMillion} per million`)
}

function whatIsDrawn(): string {
  if (values.cluster) return 'commands in cluster mode'
  return values.scripts ? 'commands in scripts' : 'commands'
}

function asJson(result: SessionResult): unknown {
  const { reach, normalised, mismatches, compared } = result
  const commands = [...reach.tallies].map(([name, tally]) => [
    name,
    { draws: tally.draws, successes: tally.successes, normalised: normalised.get(name) ?? 0 },
  ])
  return {
    what: whatIsDrawn(),
    engine: values.engine,
    seed: values.seed,
    drawn: reach.drawn,
    compared,
    mismatches: Object.fromEntries(mismatches),
    commands: Object.fromEntries(commands),
  }
}

async function main(): Promise<void> {
  if (findRedisServer() === undefined) return
  const [oracle, ours] = await startBoth()
  const available = values.self ? await commandsOf(oracle) : residentCommands()
  const drawn = available.filter(isDrawn)
  const other = values.only?.find((name) => !drawn.some((each) => isOf(name, each)))
  if (other !== undefined) refuse(USAGE, `--only: ${other} is no command that is drawn`)
  const result = await runSession({
    oracle,
    ours,
    available: new Set(available),
    commands: values.commands,
    seed: values.seed,
    explore: values['record-errors'],
    cluster: values.cluster,
    scripts: values.scripts,
    ...(values.only === undefined ? {} : { only: values.only }),
    onMismatch: (snippet) => console.log(`${snippet}\n`),
  })
  report(result)
  await oracle.stop()
  await ours.stop().catch((error: unknown) => {
    console.error(error)
    process.exitCode = 1
  })
  if (values.json !== undefined) writeFileSync(values.json, diffableJson(asJson(result)))
  if (values['record-errors']) recordErrors(result)
  else if (!values.cluster && (values.reach || result.reach.drawn >= REACH_FROM)) {
    judgeReach(result)
  }
  if (result.mismatches.size > 0) process.exitCode = 1
}

async function startBoth(): Promise<readonly [oracle: Contestant, ours: Contestant]> {
  const { self, cluster, engine, transport } = values
  const config = cluster ? CLUSTER_CONFIG : {}
  const startReal = (): Promise<Contestant> => startRedisServer({ arguments: asArguments(config) })
  return [
    await startReal(),
    self ? await startReal() : await startResident({ config, engine, transport }),
  ]
}

async function commandsOf(server: Contestant): Promise<string[]> {
  return withSubcommands(await fetchCommandInfo(server)).map(({ name }) => name)
}

function recordErrors({ reach }: SessionResult): void {
  const others = values.only === undefined ? {} : loadDocumentedErrors()
  const errors = Object.entries({ ...others, ...documentErrors(reach) })
  const sorted = Object.fromEntries(errors.sort(([a], [b]) => (a < b ? -1 : 1)))
  writeFileSync(ERRORS_FILE, diffableJson(sorted))
  console.log(`${shortPath(ERRORS_FILE)} written`)
}

/** A run that draws something too seldom fails. */
function judgeReach({ reach }: SessionResult): void {
  const shortfalls = reach.shortfalls()
  for (const line of shortfalls) console.log(`reach: ${line}`)
  if (shortfalls.length > 0) process.exitCode = 1
}

await main()
