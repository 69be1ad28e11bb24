import { writeFileSync } from 'node:fs'
import { diffableJson } from '../json.ts'
import { count, flag, oneOf, oracle, readOptions, refuse, seed, text } from '../options.ts'
import { quote } from '../quoting.ts'
import { findRedisServer, startRedisServer } from '../redis-server.ts'
import { startResident } from '../resident.ts'
import { type FrameMismatch, runFrames } from './session.ts'

/** `npm run frames`: broken bytes at Resident and at a real redis-server, replies and fates compared. */
const USAGE = `usage: npm run frames -- [options]
  --streams N        how many clients send a stream of 1 to 4 frames, mangled (default 20000)
  --seed N           seed of the random draws (default: the time)
  --transport NAME   in-process (default) or tcp; it is not compared then which connections are closed
  --json FILE        write the account as JSON
  --self             a second redis-server instead of Resident: must find nothing
  --oracle PATH      the redis-server to compare with`

const values = readOptions(USAGE, {
  streams: count(20_000),
  seed,
  transport: oneOf('in-process', 'tcp'),
  json: text,
  self: flag,
  oracle,
})

if (values.self && values.json !== undefined)
  refuse(USAGE, '--json is for accounts of Resident, not of --self')

function show({ stream, pieces, isProtected, oracle, ours }: FrameMismatch): string {
  const cut = pieces.length > 0 ? ` (first ${pieces.join(', ')} bytes at a time)` : ''
  return [
    `>> ${quote(stream)}${cut}${isProtected ? ' (not authenticated)' : ''}`,
    `- ${quote(oracle.said)}${oracle.closed ? ' (closed)' : ''}`,
    `+ ${quote(ours.said)}${ours.closed ? ' (closed)' : ''}`,
  ].join('\n')
}

async function main(): Promise<void> {
  if (findRedisServer() === undefined) return
  const { seed, streams, transport } = values
  const oracle = await startRedisServer()
  const ours = values.self ? await startRedisServer() : await startResident({ transport })
  const ending = transport === 'tcp' ? 'hang up' : 'look'
  const result = await runFrames({ oracle, ours, streams, seed, ending })
  await oracle.stop()
  await ours.stop()
  const { played, refused, closed, unrepeatable } = result
  for (const mismatch of result.mismatches) console.log(`\n${show(mismatch)}`)
  console.log(
    `\nseed ${seed}: ${played} mangled streams, ${refused} refused, ${closed} connections closed`,
  )
  if (unrepeatable > 0) console.log(`${unrepeatable} mismatches did not come again`)
  const mismatches = result.mismatches.length
  console.log(`${mismatches} mismatches`)
  if (mismatches > 0) process.exitCode = 1
  const account = { what: 'mangled streams', engine: 'btree', seed, drawn: played, mismatches }
  if (values.json !== undefined) writeFileSync(values.json, diffableJson(account))
}

await main()
