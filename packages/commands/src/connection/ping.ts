import { ascii, EMPTY } from '@resident/bytes'
import * as arg from '../args/index.ts'
import { Mode } from '../client.ts'
import type { Command } from '../command.ts'
import { wrongArity } from '../errors.ts'

/** PING [message] */
export const ping: Command = {
  name: 'ping',
  arity: -1,
  flags: ['fast'],
  tips: ['request_policy:all_shards', 'response_policy:all_succeeded'],

  run(client, argv, reply) {
    if (argv.length > 2) throw wrongArity('ping')
    const message = argv.length === 2 ? arg.bytes(argv, 1) : undefined
    // A subscribed RESP2 client can distinguish messages from replies only by their shape.
    if (client.resp === 2 && client.is(Mode.SUBSCRIBED)) {
      reply.array(2)
      reply.bulk(ascii('pong'))
      reply.bulk(message ?? EMPTY)
    } else if (message === undefined) reply.status('PONG')
    else reply.bulk(message)
  },
}
