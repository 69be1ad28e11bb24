import { writeFileSync } from 'node:fs'
import { loadGrammars } from '../generate/grammar.ts'
import { diffableJson } from '../json.ts'
import { count, flag, oneOf, oracle, readOptions, refuse, seed, text } from '../options.ts'
import { quote, showRequest } from '../quoting.ts'
import { findRedisServer, startRedisServer } from '../redis-server.ts'
import { residentCommands, startResident } from '../resident.ts'
import { eavesdropper } from './eavesdrop.ts'
import { type InterleaveResult, type Parting, runInterleaved } from './session.ts'
import { drawSteps } from './steps.ts'

/** `npm run interleave`: several clients taking turns at Resident and at a real redis-server. */
const USAGE = `usage: npm run interleave -- [options]
  --steps N          how many requests are made (default 20000)
  --seed N           seed of the random draws (default: the time)
  --eavesdrop        instead one client that receives the events of its own commands, or tracks its keys; draws any data command
  --engine NAME      btree (default) or map
  --json FILE        write the account as JSON
  --self             a second redis-server instead of Resident: must find nothing
  --oracle PATH      the redis-server to compare with`

const values = readOptions(USAGE, {
  steps: count(20_000),
  seed,
  eavesdrop: flag,
  engine: oneOf('btree', 'map'),
  json: text,
  self: flag,
  oracle,
})

if (values.self && values.json !== undefined)
  refuse(USAGE, '--json is for accounts of Resident, not of --self')

function show({ steps, oracle, ours }: Parting): string {
  const lines = steps.map(({ client, argv }) => `${'ABCD'[client]}${showRequest(argv)}`)
  for (const [client, theirs] of oracle.entries()) {
    const own = ours[client]!
    if (theirs === own) continue
    lines.push(`${'ABCD'[client]}<`, `- ${quote(theirs)}`, `+ ${quote(own)}`)
  }
  return lines.join('\n')
}

async function main(): Promise<void> {
  if (findRedisServer() === undefined) return
  const { seed, engine } = values
  const oracle = await startRedisServer()
  const ours = values.self ? await startRedisServer() : await startResident({ engine })
  const draw = values.eavesdrop ? eavesdropper(new Set(residentCommands())) : drawSteps
  const result = await runInterleaved({ oracle, ours, steps: values.steps, seed, draw })
  await oracle.stop()
  await ours.stop()
  const { partings, steps, unasked, unrepeatable } = result
  for (const parting of partings) console.log(`\n${show(parting)}`)
  const overheard = `; clients were told ${unasked} things while others spoke`
  console.log(`\nseed ${seed}: ${steps} requests${values.eavesdrop ? '' : overheard}`)
  if (unrepeatable > 0) console.log(`${unrepeatable} mismatches did not come again`)
  console.log(`${partings.length} mismatches`)
  if (partings.length > 0) process.exitCode = 1
  if (values.json !== undefined) writeFileSync(values.json, diffableJson(accountOf(result)))
}

function accountOf({ partings, steps, commands }: InterleaveResult): unknown {
  const known = loadGrammars()
  return {
    what: values.eavesdrop ? 'requests and the events they cause' : 'requests of four clients',
    engine: values.engine,
    seed: values.seed,
    drawn: steps,
    mismatches: partings.length,
    commands: Object.fromEntries(
      [...commands]
        .filter(([name]) => known.has(name))
        .map(([name, said]) => [name, { ...said, normalised: 0 }]),
    ),
  }
}

await main()
