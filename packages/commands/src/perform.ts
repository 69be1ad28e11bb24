import type { ReplyWriter } from '@resident/protocol'
import type { Client } from './client.ts'
import type { Argv } from './command.ts'
import { INTERNAL, wrongArity } from './errors.ts'
import { refusalIn } from './refusal-in.ts'
import { unknownCommand } from './table.ts'

/**
 * Runs a command for the program that embeds the server. That is no request of a client: no user, no limit, no pause and
 * no fault made on request stands in its way, and it is neither counted nor told to anybody. What it changes is seen
 * as any change is: who waits for a key is served, who watches it is told.
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
