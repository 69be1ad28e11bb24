import { runInProcess } from './workloads/in-process.ts'
import { runSocket } from './workloads/socket.ts'
import { runStart } from './workloads/start.ts'

const SUITES: Readonly<Record<string, (rounds: number) => Promise<void>>> = {
  socket: runSocket,
  'in-process': runInProcess,
  start: runStart,
}

const [name = '', ...flags] = process.argv.slice(2)
const roundsAt = flags.indexOf('--rounds')
const rounds = roundsAt < 0 ? 5 : Number(flags[roundsAt + 1])
const suite = SUITES[name]
if (suite === undefined || !(rounds >= 1)) {
  process.stderr.write(
    `Usage: npm run bench -- <suite> [--rounds N]\nSuites: ${Object.keys(SUITES).join(', ')}\n`,
  )
  process.exit(2)
}
await suite(rounds)
