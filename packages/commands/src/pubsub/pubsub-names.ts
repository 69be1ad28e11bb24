import type { Handler } from '../command.ts'
import { subcommandSyntax } from '../errors.ts'
import { globMatches } from '../glob.ts'
import type { Topic } from '../pubsub.ts'

/** PUBSUB CHANNELS and SHARDCHANNELS: the names that have subscribers, all or those that match a pattern. */
export function namesOf(topic: Topic): Handler {
  return ({ server }, argv, reply) => {
    if (argv.length > 3) throw subcommandSyntax('PUBSUB', argv[1]!)
    const pattern = argv[2]
    let count = 0
    reply.deferred()
    for (const name of server.pubsub.names(topic)) {
      if (pattern !== undefined && !globMatches(pattern, name)) continue
      reply.bulk(name)
      count++
    }
    reply.end('array', count)
  }
}

/** PUBSUB NUMSUB and SHARDNUMSUB: each name, and how many subscribers it has. */
export function listenersOf(topic: Topic): Handler {
  return ({ server }, argv, reply) => {
    reply.array(2 * (argv.length - 2))
    for (let i = 2; i < argv.length; i++) {
      reply.bulk(argv[i]!)
      reply.integer(server.pubsub.listenersOf(topic, argv[i]!))
    }
  }
}
