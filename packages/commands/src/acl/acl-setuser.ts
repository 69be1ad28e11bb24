import * as arg from '../args/index.ts'
import type { Command } from '../command.ts'
import { ACL_USERNAME, unmatchedParenthesis } from '../errors.ts'
import { untilZero } from '../until-zero.ts'
import { hasBlanks } from './selector-rules.ts'
import { joinSelectors } from './user-rules.ts'

/** ACL SETUSER username [rule [rule ...]] */
export const aclSetuser: Command = {
  name: 'setuser',
  group: 'server',
  since: '6.0.0',
  arity: -3,
  flags: ['admin', 'noscript', 'loading', 'stale'],

  secrets: (argv) => argv.map((_, i) => i).slice(2),

  run({ server }, argv, reply) {
    const name = arg.bytes(argv, 2)
    if (hasBlanks(name)) throw ACL_USERNAME
    const joined = joinSelectors(argv.slice(3))
    if ('unmatched' in joined) throw unmatchedParenthesis(untilZero(joined.unmatched))
    server.acl.setUser(name, joined.rules)
    reply.status('OK')
  },
}
