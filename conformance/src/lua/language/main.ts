import { count, flag, number, oracle, readOptions } from '../../options.ts'
import { quote } from '../../quoting.ts'
import { findRedisServer, startRedisServer } from '../../redis-server.ts'
import { startResident } from '../../resident.ts'
import { Wire } from '../../wire.ts'
import { type Difference, duel } from './duel.ts'
import { drawChunk, drawScript } from './program.ts'
import { record } from './record.ts'

/** `npm run language`: random Lua scripts at Resident and at a real redis-server. */
const USAGE = `usage: npm run language -- [options]
  --scripts N        how many are drawn (default 10000)
  --seed N           seed of the random draws (default 1)
  --chunks           chunks that are only compiled, many of them broken, instead of scripts that run
  --show N           how many differences are shown (default 10)
  --record           instead: records the real server's answers to the snippets
  --oracle PATH      the redis-server to compare with`

const values = readOptions(USAGE, {
  scripts: count(10_000),
  seed: number(1),
  chunks: flag,
  show: number(10),
  record: flag,
  oracle,
})

async function main(): Promise<void> {
  if (findRedisServer() === undefined) return
  if (values.record) return record()
  const servers = [await startRedisServer(), await startResident()] as const
  let different = 0
  await duel({
    draw: values.chunks ? drawChunk : drawScript,
    count: values.scripts,
    seed: values.seed,
    oracle: new Wire(await servers[0].connect()),
    ours: new Wire(await servers[1].connect()),
    onDifference: (difference) => {
      if (different++ < values.show) print(difference)
    },
  })
  console.log(`${values.scripts} scripts compared, ${different} differences`)
  if (different > 0) process.exitCode = 1
  await servers[0].stop()
  await servers[1].stop()
}

/** The script, and both replies from where they differ. */
function print({ seed, parts, oracle, ours }: Difference): void {
  let same = 0
  while (oracle[same] === ours[same]) same++
  const from = Math.max(0, same - 60)
  const text = parts.join(values.chunks ? '' : '\n')
  console.log(`seed ${seed}\n${values.chunks ? quote(text) : text}`)
  console.log(`- ${quote(oracle.slice(from, same + 200))}`)
  console.log(`+ ${quote(ours.slice(from, same + 200))}\n`)
}

await main()
