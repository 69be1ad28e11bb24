import * as arg from '../args/index.ts'
import type { Client } from '../client.ts'
import type { Command } from '../command.ts'
import { type CommandError, DEBUG_NOT_ALLOWED, debugSyntax } from '../errors.ts'
import { DEBUG_DEEDS } from './debug-deeds.ts'

/** DEBUG subcommand [arg [arg ...]] */
export const debug: Command = {
  name: 'debug',
  group: 'server',
  since: '1.0.0',
  arity: -2,
  flags: ['admin', 'noscript', 'loading', 'stale'],
  forbids: debugForbids,

  run(client, argv, reply) {
    const forbidden = debugForbids(client)
    if (forbidden !== undefined) throw forbidden
    const word = arg.word(argv, 1)
    const deed = Object.hasOwn(DEBUG_DEEDS, word) ? DEBUG_DEEDS[word] : undefined
    if (deed === undefined || argv.length < deed.fewest || argv.length > deed.most) {
      throw debugSyntax(arg.bytes(argv, 1))
    }
    deed.run(client, argv, reply)
  },
}

/** enable-debug-command: no, yes, or local for clients of this machine. */
function debugForbids(client: Client): CommandError | undefined {
  const allowed = client.server.config.value('enable-debug-command')
  if (allowed === 'yes' || (allowed === 'local' && isLocal(client))) return undefined
  return DEBUG_NOT_ALLOWED
}

function isLocal({ connection }: Client): boolean {
  if (connection.kind === 'unix' || connection.kind === 'in-process') return true
  return connection.address.startsWith('127.0.0.1:') || connection.address.startsWith('[::1]:')
}
