import type { Command, Handler } from '../command.ts'
import { helpOf } from '../help.ts'
import { commandDocs } from './command-docs.ts'
import { writeEntry, writeWords } from './command-entry.ts'
import { commandList } from './command-list.ts'
import { keysOfRequest } from './request-keys.ts'

/** What is the same in all rows. */
const OPEN: Pick<Command, 'flags' | 'acl'> = { flags: ['loading', 'stale'], acl: ['connection'] }
const UNORDERED: readonly string[] = ['nondeterministic_output_order']

/** COMMAND COUNT */
const commandCount: Handler = ({ server }, _argv, reply) => {
  reply.integer(server.table.size)
}

/** COMMAND GETKEYS command [arg [arg ...]] */
const commandGetkeys: Handler = ({ server }, argv, reply) => {
  const request = argv.slice(2)
  const places = keysOfRequest(server.table, request)
  reply.array(places.length)
  for (const { index } of places) reply.bulk(request[index]!)
}

/** COMMAND GETKEYSANDFLAGS command [arg [arg ...]] */
const commandGetkeysandflags: Handler = ({ server }, argv, reply) => {
  const request = argv.slice(2)
  const places = keysOfRequest(server.table, request)
  reply.array(places.length)
  for (const { index, flags } of places) {
    reply.array(2)
    reply.bulk(request[index]!)
    writeWords(flags, reply)
  }
}

/** COMMAND INFO [command-name [command-name ...]] */
const commandInfo: Handler = ({ server: { table } }, argv, reply) => {
  if (argv.length === 2) {
    reply.array(table.size)
    for (const row of table.rows) writeEntry(row, reply)
    return
  }
  reply.array(argv.length - 2)
  for (let i = 2; i < argv.length; i++) {
    const row = table.findFull(argv[i]!)
    if (row === undefined) reply.null()
    else writeEntry(row, reply)
  }
}

/** COMMAND */
export const command: Command = {
  name: 'command',
  arity: -1,
  ...OPEN,
  tips: UNORDERED,
  subcommands: [
    { name: 'count', arity: 2, ...OPEN, run: commandCount },
    { name: 'docs', arity: -2, ...OPEN, tips: UNORDERED, run: commandDocs },
    { name: 'getkeys', arity: -4, ...OPEN, run: commandGetkeys },
    { name: 'getkeysandflags', arity: -4, ...OPEN, run: commandGetkeysandflags },
    { ...helpOf('COMMAND'), ...OPEN },
    { name: 'info', arity: -2, ...OPEN, tips: UNORDERED, run: commandInfo },
    { name: 'list', arity: -2, ...OPEN, tips: UNORDERED, run: commandList },
  ],

  run({ server }, _argv, reply) {
    reply.array(server.table.size)
    for (const row of server.table.rows) writeEntry(row, reply)
  },
}
