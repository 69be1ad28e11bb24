import type { Bytes } from '@resident/bytes'
import * as arg from '../args/index.ts'
import type { Command } from '../command.ts'
import { SYNTAX } from '../errors.ts'

const SENSITIVE: ReadonlySet<string> = new Set(['masterauth', 'masteruser', 'requirepass'])

/** CONFIG SET parameter value [parameter value ...] */
export const configSet: Command = {
  name: 'set',
  group: 'server',
  since: '2.0.0',
  arity: -4,
  flags: ['admin', 'noscript', 'loading', 'stale'],
  tips: ['request_policy:all_nodes', 'response_policy:all_succeeded'],

  secrets: (argv) =>
    argv.flatMap((name, i) => (i % 2 === 0 && SENSITIVE.has(name.toLowerCase()) ? [i + 1] : [])),

  run({ server }, argv, reply) {
    if (argv.length % 2 !== 0) throw SYNTAX
    const changes: [name: Bytes, value: Bytes][] = []
    for (let i = 2; i < argv.length; i += 2) {
      changes.push([arg.bytes(argv, i), arg.bytes(argv, i + 1)])
    }
    server.config.set(changes)
    reply.status('OK')
  },
}
