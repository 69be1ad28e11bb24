import { writeFileSync } from 'node:fs'
import { loadGrammars } from '../generate/grammar.ts'
import { diffableJson } from '../json.ts'
import { count, flag, oneOf, oracle, readOptions, seed, text } from '../options.ts'
import { quote, showRequest } from '../quoting.ts'
import { findRedisServer, startRedisServer } from '../redis-server.ts'
import { residentCommands, startResident } from '../resident.ts'
import { eavesdropper } from './eavesdrop.ts'
import { type Parting, runInterleaved } from './session.ts'
import { drawSteps } from './steps.ts'

/** `npm run interleave`: several clients taking turns at Resident and at a real redis-server. */
const USAGE = `usage: npm run interleave -- [options]
  --steps N          how many requests are made (default 20000)
  --seed N           what chance starts from (default: the time)
  --eavesdrop        one client instead, that listens to the events of its own commands or tracks its keys: any data command
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
  for (const parting of result.partings) console.log(`\n${show(parting)}`)
  console.log(
    `\nseed ${seed}: ${result.steps} requests; clients were told ${result.unasked} things while others spoke`,
  )
  console.log(`${result.partings.length} mismatches`)
  if (result.partings.length > 0) process.exitCode = 1
  if (values.json === undefined) return
  const what = values.eavesdrop ? 'requests and the events they cause' : 'requests of four clients'
  const mismatches = result.partings.length
  const account = { what, engine, seed, drawn: result.steps, mismatches }
  const known = loadGrammars()
  const commands = Object.fromEntries(
    [...result.commands]
      .filter(([name]) => known.has(name))
      .map(([name, said]) => [name, { ...said, normalised: 0 }]),
  )
  writeFileSync(values.json, diffableJson({ ...account, commands }))
}

await main()
