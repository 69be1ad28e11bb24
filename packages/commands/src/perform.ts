import type { ReplyWriter } from '@resident/protocol'
import type { Client } from './client.ts'
import type { Argv } from './command.ts'
import { INTERNAL, wrongArity } from './errors.ts'
import { refusalIn } from './refusal-in.ts'
import { unknownCommand } from './table.ts'

/**
 * Runs a command for the program that embeds the server. That is no client's request: permissions, limits, pauses and
 * faults made on request do not apply to it, and it is neither counted nor shown to anybody. What it changes has the usual
 * effects: clients that wait for a key are served, and those that watch it are told.
 */
export function perform(client: Client, argv: Argv, reply: ReplyWriter): void {
  const { server } = client
  const mark = reply.mark()
  try {
    const row = server.table.resolve(argv)
    if (row === undefined) throw unknownCommand(server.table, argv)
    if (!row.fits(argv.length) || row.run === undefined) throw wrongArity(row.fullName)
    client.lastCommand = row
    row.run(client, argv, reply)
  } catch (thrown) {
    reply.rollback(mark)
    const refusal = refusalIn(thrown)
    if (refusal === INTERNAL) server.onFault({ error: thrown, command: argv[0]!, client })
    reply.error(refusal.code, refusal.message || undefined)
  }
  if (server.blocking.pending) server.blocking.serve()
}
