import type { Command } from '../command.ts'
import { writeWords } from './command-entry.ts'
import { keysOfRequest } from './request-keys.ts'

/** COMMAND GETKEYSANDFLAGS command [arg [arg ...]] */
export const commandGetkeysandflags: Command = {
  name: 'getkeysandflags',
  arity: -4,
  flags: ['loading', 'stale'],
  acl: ['connection'],

  run({ server }, argv, reply) {
    const request = argv.slice(2)
    const places = keysOfRequest(server.table, request)
    reply.array(places.length)
    for (const { index, flags } of places) {
      reply.array(2)
      reply.bulk(request[index]!)
      writeWords(flags, reply)
    }
  },
}
