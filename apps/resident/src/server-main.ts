import { outliveReaders } from './outlive-readers.ts'
import { parseArguments } from './redis-server/arguments.ts'
import { runServer } from './redis-server/run.ts'
import { USAGE } from './redis-server/usage.ts'
import { version } from './version.ts'

outliveReaders()
const argv = process.argv.slice(2)
const wish = parseArguments(argv)
switch (wish.kind) {
  case 'help':
    process.stdout.write(USAGE)
    break
  case 'version':
    // Programs look for `v=` here.
    process.stdout.write(
      `Redis server v=7.0.15 sha=00000000:0 malloc=v8 bits=64 build=resident-${version()}\n`,
    )
    break
  case 'unsupported':
    process.stderr.write(`resident-server: ${wish.option} is redis-server's own business\n`)
    process.exitCode = 1
    break
  case 'run':
    process.exit(await runServer(wish, argv))
}
