import { ascii } from '@resident/bytes'
import type { ReplyWriter } from '@resident/protocol'
import type { Handler } from '../command.ts'
import type { CommandTable, Row } from '../table.ts'
import { writeWords } from './command-entry.ts'
import { type ArgumentDocs, type Docs, docsOf, type History } from './docs.ts'

/** COMMAND DOCS [command-name [command-name ...]] */
export const commandDocs: Handler = ({ server }, argv, reply) => {
  const rows = rowsNamed(server.table, argv.slice(2))
  reply.map(rows.length)
  for (const row of rows) writeCommand(row, reply)
}

/** Unknown names are skipped. */
function rowsNamed(table: CommandTable, names: readonly string[]): readonly Row[] {
  if (names.length === 0) return table.rows
  return names.map((name) => table.findFull(name)).filter((row) => row !== undefined)
}

function writeCommand(row: Row, reply: ReplyWriter): void {
  reply.bulk(ascii(row.fullName))
  writeFields(docsOf(row), reply, (name, value) => {
    switch (name) {
      case 'doc_flags':
        return writeWords(value as readonly string[], reply)
      case 'history':
        return writeHistory(value as History, reply)
      case 'subcommands':
        return writeSubcommands(row, reply)
    }
  })
}

/** Only those in the table, which may lack some of Redis's. */
function writeSubcommands(row: Row, reply: ReplyWriter): void {
  reply.map(row.subcommands?.size ?? 0)
  for (const each of row.subcommands?.values() ?? []) writeCommand(each, reply)
}

function writeHistory(history: History, reply: ReplyWriter): void {
  reply.set(history.length)
  for (const [since, change] of history) {
    reply.array(2)
    reply.bulk(ascii(since))
    reply.bulk(ascii(change))
  }
}

function writeArgument(docs: ArgumentDocs, reply: ReplyWriter): void {
  writeFields(docs, reply, (name, value) => {
    if (name === 'flags') writeWords(value as readonly string[], reply)
  })
}

/** Strings, numbers and arguments are written the same way everywhere; `writeOther` writes the rest. */
function writeFields(
  docs: Docs | ArgumentDocs,
  reply: ReplyWriter,
  writeOther: (name: string, value: unknown) => void,
): void {
  const fields = Object.entries(docs)
  reply.map(fields.length)
  for (const [name, value] of fields) {
    reply.bulk(ascii(name))
    if (typeof value === 'string') reply.bulk(ascii(value))
    else if (typeof value === 'number') reply.integer(value)
    else if (name === 'arguments') {
      const each = value as readonly ArgumentDocs[]
      reply.array(each.length)
      for (const argument of each) writeArgument(argument, reply)
    } else writeOther(name, value)
  }
}
