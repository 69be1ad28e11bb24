import { ascii } from '@resident/bytes'
import type { ReplyWriter } from '@resident/protocol'
import type { Argv, Handler } from '../command.ts'
import type { CommandTable, Row } from '../table.ts'

/** LATENCY HISTOGRAM [command [command ...]] */
export const latencyHistogram: Handler = ({ server }, argv, reply) => {
  const { batch, clock, table } = server
  batch.share(clock.elapsed())
  const rows = (argv.length === 2 ? table.allRows : namedRows(table, argv)).filter(
    ({ histogram }) => histogram !== undefined,
  )
  reply.map(rows.length)
  for (const row of rows) describe(row, reply)
}

/** Those that exist; for a container, all its subcommands. A command that is named twice is shown twice. */
function namedRows(table: CommandTable, argv: Argv): readonly Row[] {
  return argv.slice(2).flatMap((name) => {
    const row = table.findFull(name)
    if (row === undefined) return []
    return row.subcommands === undefined ? [row] : [...row.subcommands.values()]
  })
}

function describe({ fullName, histogram }: Row, reply: ReplyWriter): void {
  const buckets = histogram!.buckets()
  reply.bulk(ascii(fullName))
  reply.map(2)
  reply.bulk(ascii('calls'))
  reply.integer(histogram!.total)
  reply.bulk(ascii('histogram_usec'))
  reply.map(buckets.length)
  for (const { microseconds, cumulative } of buckets) {
    reply.integer(microseconds)
    reply.integer(cumulative)
  }
}
