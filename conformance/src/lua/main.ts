import { parseArgs } from 'node:util'
import { findRedisServer, startRedisServer } from '../redis-server.ts'
import { startResident } from '../resident.ts'
import { duel } from './duel.ts'
import { evaluator } from './evaluate.ts'
import { EXPRESSIONS } from './expressions.ts'

/** `npm run libraries`: random expressions over the libraries of scripts, at Resident and at a real redis-server. */

const { values } = parseArgs({
  options: {
    expressions: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    oracle: { type: 'string' },
  },
})

async function main(): Promise<void> {
  if (findRedisServer() === undefined) return
  const servers = [await startRedisServer(), await startResident()] as const
  const [oracle, ours] = [await evaluator(servers[0]), await evaluator(servers[1])]
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
  await servers[0].stop()
  await servers[1].stop()
}

await main()
