import { ascii } from '@resident/bytes'
import type { ReplyWriter } from '@resident/protocol'
import * as arg from '../args/index.ts'
import type { Subcommand } from '../command.ts'
import type { Catalogue } from './catalogue.ts'
import { channelsOf, describeCommands, flagsOf, keysOf } from './describe.ts'
import type { Selector } from './selector.ts'

/** ACL GETUSER username */
export const aclGetuser: Subcommand = {
  name: 'getuser',
  arity: 3,
  flags: ['admin', 'noscript', 'loading', 'stale'],

  run({ server }, argv, reply) {
    const { users } = server.acl
    const user = users.find(arg.bytes(argv, 2))
    if (user === undefined) return reply.null()
    reply.map(6)
    reply.bulk(ascii('flags'))
    const flags = flagsOf(user)
    reply.set(flags.length)
    for (const flag of flags) reply.bulk(ascii(flag))
    reply.bulk(ascii('passwords'))
    reply.array(user.passwords.length)
    for (const hash of user.passwords) reply.bulk(hash)
    writeSelector(user.root, users.catalogue, reply)
    reply.bulk(ascii('selectors'))
    reply.array(user.others.length)
    for (const selector of user.others) {
      reply.map(3)
      writeSelector(selector, users.catalogue, reply)
    }
  },
}

/** Three fields of a map. */
function writeSelector(selector: Selector, catalogue: Catalogue, reply: ReplyWriter): void {
  reply.bulk(ascii('commands'))
  reply.bulk(ascii(describeCommands(selector.commands, catalogue)))
  reply.bulk(ascii('keys'))
  reply.bulk(ascii(keysOf(selector).join(' ')))
  reply.bulk(ascii('channels'))
  reply.bulk(ascii(channelsOf(selector).join(' ')))
}
