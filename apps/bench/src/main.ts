import { type Options, parseOptions, USAGE } from './options.ts'
import { runEngines } from './workloads/engines.ts'
import { runInProcess } from './workloads/in-process.ts'
import { runSocket } from './workloads/socket.ts'
import { runStart } from './workloads/start.ts'

const SUITES: Readonly<Record<string, (options: Options) => Promise<void>>> = {
  engines: runEngines,
  'in-process': runInProcess,
  socket: runSocket,
  start: runStart,
}

const [name, options] = parseOptions(process.argv.slice(2)) ?? refuse()
await (SUITES[name] ?? refuse())(options)

function refuse(): never {
  process.stderr.write(`${USAGE}\n\nSuites: ${Object.keys(SUITES).join(', ')}\n`)
  process.exit(2)
}
