import * as arg from '../args/index.ts'
import type { Handler } from '../command.ts'
import { err, SYNTAX } from '../errors.ts'

/** CLIENT CACHING <YES | NO> */
export const clientCaching: Handler = ({ tracking }, argv, reply) => {
  if (tracking === undefined) {
    throw err(
      'CLIENT CACHING can be called only when the client is in tracking mode with OPTIN or OPTOUT mode enabled',
    )
  }
  if (arg.is(argv, 2, 'YES')) {
    if (!tracking.optin) {
      throw err('CLIENT CACHING YES is only valid when tracking is enabled in OPTIN mode.')
    }
  } else if (arg.is(argv, 2, 'NO')) {
    if (!tracking.optout) {
      throw err('CLIENT CACHING NO is only valid when tracking is enabled in OPTOUT mode.')
    }
  } else throw SYNTAX
  tracking.caching = true
  reply.status('OK')
}
