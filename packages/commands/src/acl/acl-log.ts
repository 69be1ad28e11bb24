import { ascii } from '@resident/bytes'
import type { ReplyWriter } from '@resident/protocol'
import * as arg from '../args/index.ts'
import type { Subcommand } from '../command.ts'
import { subcommandSyntax } from '../errors.ts'
import type { DenialLogEntry } from './denial-log.ts'

const USUAL_COUNT = 10

/** ACL LOG [count | RESET] */
export const aclLog: Subcommand = {
  name: 'log',
  arity: -2,
  flags: ['admin', 'noscript', 'loading', 'stale'],

  run({ server: { acl, clock } }, argv, reply) {
    if (argv.length > 3) throw subcommandSyntax('ACL', arg.bytes(argv, 1))
    if (arg.is(argv, 2, 'RESET')) {
      acl.log.reset()
      return reply.status('OK')
    }
    const count = argv.length === 3 ? Math.max(0, arg.integer(argv, 2)) : USUAL_COUNT
    const entries = acl.log.entries.slice(0, count)
    reply.array(entries.length)
    for (const entry of entries) writeEntry(entry, clock.now(), reply)
  },
}

function writeEntry(entry: DenialLogEntry, now: number, reply: ReplyWriter): void {
  reply.map(7)
  reply.bulk(ascii('count'))
  reply.integer(entry.count)
  for (const name of ['reason', 'context', 'object', 'username'] as const) {
    reply.bulk(ascii(name))
    reply.bulk(ascii(entry[name]))
  }
  reply.bulk(ascii('age-seconds'))
  reply.double((now - entry.at) / 1000)
  reply.bulk(ascii('client-info'))
  reply.bulk(entry.clientInfo)
}
