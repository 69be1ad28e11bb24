import type { Command } from '@resident/commands'
import { scriptingOf } from '../scripting.ts'

/** SCRIPT LOAD script */
export const scriptLoad: Command = {
  name: 'load',
  arity: 3,
  flags: ['noscript', 'stale'],
  tips: ['request_policy:all_nodes', 'response_policy:all_succeeded'],

  run(client, argv, reply) {
    reply.bulk(scriptingOf(client.server).scripts.load(argv[2]!).sha)
  },
}
