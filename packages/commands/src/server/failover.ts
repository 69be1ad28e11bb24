import * as arg from '../args/index.ts'
import type { Argv, Command } from '../command.ts'
import { err, SYNTAX } from '../errors.ts'

/** FAILOVER [TO host port [FORCE]] [ABORT] [TIMEOUT milliseconds] */
export const failover: Command = {
  name: 'failover',
  arity: -1,
  flags: ['admin', 'noscript', 'stale'],

  run(client, argv) {
    if (client.server.cluster !== undefined) {
      throw err('FAILOVER not allowed in cluster mode. Use CLUSTER FAILOVER command instead.')
    }
    if (argv.length === 2 && arg.is(argv, 1, 'ABORT')) throw err('No failover in progress.')
    checkOptions(argv)
    throw err('FAILOVER requires connected replicas.')
  },
}

/** Throws unless each option is correct, and given at most once, in any order. */
function checkOptions(argv: Argv): void {
  const seen = new Set<string>()
  for (let i = 1; i < argv.length; i++) {
    const option = arg.word(argv, i)
    const values = { TIMEOUT: 1, TO: 2, FORCE: 0 }[option]
    if (values === undefined || i + values >= argv.length || seen.has(option)) throw SYNTAX
    seen.add(option)
    i += values
    if (values === 0) continue
    const number = arg.int64(argv, i)
    if (option === 'TIMEOUT' && number <= 0n) throw err('FAILOVER timeout must be greater than 0')
  }
}
