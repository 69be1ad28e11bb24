import * as arg from '../args/index.ts'
import type { Client } from '../client.ts'
import type { Argv, Handler } from '../command.ts'
import { CommandError, err, subcommandSyntax } from '../errors.ts'
import { say } from '../execute.ts'

const UNBLOCKED = new CommandError('UNBLOCKED', 'client unblocked via CLIENT UNBLOCK')

/** CLIENT UNBLOCK client-id [TIMEOUT | ERROR] */
export const clientUnblock: Handler = (client, argv, reply) => {
  const reason = readReason(argv)
  const target = client.server.clients.byId(arg.integer(argv, 2))
  const found = target !== undefined && unblock(target, reason)
  // Redis counts the other client's error as a failure of this command.
  if (found && reason === 'ERROR') countFailure(client)
  reply.integer(found ? 1 : 0)
}

function countFailure({ server }: Client): void {
  const row = server.table.findFull('client|unblock')
  if (row !== undefined) row.failed++
}

type Reason = 'TIMEOUT' | 'ERROR'

function readReason(argv: Argv): Reason {
  if (argv.length > 4) throw subcommandSyntax('CLIENT', arg.bytes(argv, 1))
  if (argv.length === 3 || arg.is(argv, 3, 'TIMEOUT')) return 'TIMEOUT'
  if (arg.is(argv, 3, 'ERROR')) return 'ERROR'
  throw err('CLIENT UNBLOCK reason should be TIMEOUT or ERROR')
}

function unblock(target: Client, reason: Reason): boolean {
  const { blocking, pause } = target.server
  if (!pause.holds(target)) {
    return blocking.unblock(target, reason === 'ERROR' ? UNBLOCKED : undefined)
  }
  // redis-server crashes when it is to time out a client that CLIENT PAUSE holds back.
  if (reason === 'TIMEOUT') return false
  // The client gets the error, and its command is tried again all the same.
  say(target, UNBLOCKED, target.connection.reply)
  target.lastCommand!.failed++
  pause.retry(target)
  return true
}
