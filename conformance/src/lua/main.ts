import type { Contestant } from '../contestant.ts'
import { count, flag, names, number, oracle, readOptions, refuse } from '../options.ts'
import { findRedisServer, startRedisServer } from '../redis-server.ts'
import { startResident } from '../resident.ts'
import { duel } from './duel.ts'
import { evaluator } from './evaluate.ts'
import { EXPRESSIONS } from './expressions.ts'
import { recordLibraries } from './record.ts'

/** `npm run libraries`: random expressions over the libraries of scripts, at Resident and at a real redis-server. */
const USAGE = `usage: npm run libraries -- [options]
  --expressions N    how many are drawn, of each library (default 10000)
  --seed N           seed of the random draws (default 1)
  --only a,b         only these of bit, cjson, cmsgpack and struct
  --record           instead: records the real server's results for the snippets
  --oracle PATH      the redis-server to compare with`

const values = readOptions(USAGE, {
  expressions: count(10_000),
  seed: number(1),
  only: names,
  record: flag,
  oracle,
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
  for (const library of values.only ?? Object.keys(EXPRESSIONS)) {
    const draw = EXPRESSIONS[library]
    if (draw === undefined) refuse(USAGE, `there is no library ${library}`)
    let different = 0
    const compared = await duel({
      draw,
      count: values.expressions,
      seed: values.seed,
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

await main()
