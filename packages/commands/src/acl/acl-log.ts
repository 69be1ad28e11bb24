import * as arg from '../args/index.ts'
import type { Handler } from '../command.ts'
import { subcommandSyntax } from '../errors.ts'
import { type ReplyFields, replyValue } from '../reply-value.ts'
import type { DenialLogEntry } from './denial-log.ts'

const USUAL_COUNT = 10

/** ACL LOG [count | RESET] */
export const aclLog: Handler = ({ server: { acl, clock } }, argv, reply) => {
  if (argv.length > 3) throw subcommandSyntax('ACL', arg.bytes(argv, 1))
  if (arg.is(argv, 2, 'RESET')) {
    acl.log.reset()
    return reply.status('OK')
  }
  const count = argv.length === 3 ? Math.max(0, arg.integer(argv, 2)) : USUAL_COUNT
  const entries = acl.log.entries.slice(0, count).map((entry) => fieldsOf(entry, clock.now()))
  replyValue(reply, entries)
}

function fieldsOf(entry: DenialLogEntry, now: number): ReplyFields {
  const { count, reason, context, object, username, at, clientInfo } = entry
  return {
    count,
    reason,
    context,
    object,
    username,
    'age-seconds': (reply) => reply.double((now - at) / 1000),
    'client-info': clientInfo,
  }
}
