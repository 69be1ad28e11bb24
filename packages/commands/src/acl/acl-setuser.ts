import * as arg from '../args/index.ts'
import type { Command } from '../command.ts'

/** ACL SETUSER username [rule [rule ...]] */
export const aclSetuser: Command = {
  name: 'setuser',
  arity: -3,
  flags: ['admin', 'noscript', 'loading', 'stale'],

  secrets: (argv) => argv.map((_, i) => i).slice(2),

  run({ server }, argv, reply) {
    server.acl.setUser(arg.bytes(argv, 2), argv.slice(3))
    reply.status('OK')
  },
}
