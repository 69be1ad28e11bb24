import * as arg from '../args/index.ts'
import type { Subcommand } from '../command.ts'
import {
  CACHING_NO_WITHOUT_OPTOUT,
  CACHING_NOT_TRACKING,
  CACHING_YES_WITHOUT_OPTIN,
  SYNTAX,
} from '../errors.ts'

/** CLIENT CACHING <YES | NO> */
export const clientCaching: Subcommand = {
  name: 'caching',
  arity: 3,
  flags: ['noscript', 'loading', 'stale'],

  run({ tracking }, argv, reply) {
    if (tracking === undefined) throw CACHING_NOT_TRACKING
    if (arg.is(argv, 2, 'YES')) {
      if (!tracking.optin) throw CACHING_YES_WITHOUT_OPTIN
    } else if (arg.is(argv, 2, 'NO')) {
      if (!tracking.optout) throw CACHING_NO_WITHOUT_OPTOUT
    } else throw SYNTAX
    tracking.caching = true
    reply.status('OK')
  },
}
