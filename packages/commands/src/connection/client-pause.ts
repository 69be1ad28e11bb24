import * as arg from '../args/index.ts'
import { milliseconds } from '../args/timeout.ts'
import type { Argv, Handler } from '../command.ts'
import { err, subcommandSyntax } from '../errors.ts'
import type { PauseScope } from '../pause.ts'

/** CLIENT PAUSE timeout [WRITE | ALL] */
export const clientPause: Handler = ({ server: { pause, clock } }, argv, reply) => {
  const scope = readScope(argv)
  pause.start(scope, clock.now() + milliseconds(argv, 2))
  reply.status('OK')
}

function readScope(argv: Argv): PauseScope {
  if (argv.length > 4) throw subcommandSyntax('CLIENT', arg.bytes(argv, 1))
  if (argv.length === 3 || arg.is(argv, 3, 'ALL')) return 'all'
  if (!arg.is(argv, 3, 'WRITE')) throw err('CLIENT PAUSE mode must be WRITE or ALL')
  return 'write'
}
