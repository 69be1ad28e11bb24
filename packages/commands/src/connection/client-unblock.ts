import * as arg from '../args/index.ts'
import type { Client } from '../client.ts'
import type { Argv, Handler } from '../command.ts'
import { CommandError, err, subcommandSyntax } from '../errors.ts'
import { say } from '../execute.ts'

const UNBLOCKED = new CommandError('UNBLOCKED', 'client unblocked via CLIENT UNBLOCK')

/** CLIENT UNBLOCK client-id [TIMEOUT | ERROR] */
export const clientUnblock: Handler = (client, argv, reply) => {
  const asError = readReason(argv)
  const target = client.server.clients.byId(arg.integer(argv, 2))
  const found = target !== undefined && unblock(target, asError)
  // Redis takes the other client's error for one of this command.
  if (found && asError) countFailure(client)
  reply.integer(found ? 1 : 0)
}

function countFailure({ server }: Client): void {
  const row = server.table.findFull('client|unblock')
  if (row !== undefined) row.failed++
}

function readReason(argv: Argv): boolean {
  if (argv.length > 4) throw subcommandSyntax('CLIENT', arg.bytes(argv, 1))
  if (argv.length === 3 || arg.is(argv, 3, 'TIMEOUT')) return false
  if (arg.is(argv, 3, 'ERROR')) return true
  throw err('CLIENT UNBLOCK reason should be TIMEOUT or ERROR')
}

function unblock(target: Client, asError: boolean): boolean {
  const { blocking, pause } = target.server
  if (!pause.holds(target)) return blocking.unblock(target, asError ? UNBLOCKED : undefined)
  // A redis-server that is to let the time be up of one held by CLIENT PAUSE crashes.
  if (!asError) return false
  // It is told so, and asks again all the same.
  say(target, UNBLOCKED, target.connection.reply)
  target.lastCommand!.failed++
  pause.retry(target)
  return true
}
