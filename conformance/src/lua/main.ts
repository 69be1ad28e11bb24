import { parseArgs } from 'node:util'
import type { Contestant } from '../contestant.ts'
import { findRedisServer, startRedisServer } from '../redis-server.ts'
import { startResident } from '../resident.ts'
import { duel } from './duel.ts'
import { evaluator } from './evaluate.ts'
import { EXPRESSIONS } from './expressions.ts'
import { recordLibraries } from './record.ts'

/**
 * `npm run libraries`: random expressions over the libraries of scripts, at Resident and at a real redis-server.
 * With --record, writes down what the real one makes of chosen ones.
 */

const USAGE = `usage: npm run libraries -- [options]
  --expressions N    how many are drawn, of each library (default 10000)
  --seed N           what chance starts from (default 1)
  --only a,b         only these of bit, cjson, cmsgpack and struct
  --record           instead: writes down what the real server makes of the snippets
  --oracle PATH      the redis-server to compare with`

const { values } = parseArgs({
  options: {
    expressions: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    record: { type: 'boolean', default: false },
    oracle: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

async function main(): Promise<void> {
  if (findRedisServer() === undefined) return
  const oracle = await startRedisServer()
  if (values.record) await recordLibraries(oracle)
  else await compare(oracle)
  await oracle.stop()
}

async function compare(redis: Contestant): Promise<void> {
  const resident = await startResident()
  const [oracle, ours] = [await evaluator(redis), await evaluator(resident)]
  for (const library of values.only?.split(',') ?? Object.keys(EXPRESSIONS)) {
    const draw = EXPRESSIONS[library]
    if (draw === undefined) throw new Error(`no such library: ${library}`)
    let different = 0
    const compared = await duel({
      draw,
      count: Number(values.expressions),
      seed: Number(values.seed),
      oracle,
      ours,
      onDifference: (difference) => {
        different++
        console.log(`${difference.expression}\n- ${difference.oracle}\n+ ${difference.ours}\n`)
      },
    })
    const order = compared.unordered > 0 ? `; ${compared.unordered} but for the order of keys` : ''
    console.log(`${library}: ${compared.expressions} expressions, ${different} differences${order}`)
    if (different > 0) process.exitCode = 1
  }
  await resident.stop()
}

if (values.help) console.log(USAGE)
else await main()
