import type { Command } from '../command.ts'
import { keysOfRequest } from './request-keys.ts'

/** COMMAND GETKEYS command [arg [arg ...]] */
export const commandGetkeys: Command = {
  name: 'getkeys',
  arity: -4,
  flags: ['loading', 'stale'],
  acl: ['connection'],

  run({ server }, argv, reply) {
    const request = argv.slice(2)
    const places = keysOfRequest(server.table, request)
    reply.array(places.length)
    for (const { index } of places) reply.bulk(request[index]!)
  },
}
