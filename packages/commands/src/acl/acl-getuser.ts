import * as arg from '../args/index.ts'
import type { Handler } from '../command.ts'
import { type ReplyFields, replyValue } from '../reply-value.ts'
import type { Catalogue } from './catalogue.ts'
import { channelsOf, describeCommands, flagsOf, keysOf } from './describe.ts'
import type { Selector } from './selector.ts'

/** ACL GETUSER username */
export const aclGetuser: Handler = ({ server }, argv, reply) => {
  const { users } = server.acl
  const user = users.find(arg.bytes(argv, 2))
  if (user === undefined) return reply.null()
  replyValue(reply, {
    flags: new Set(flagsOf(user)),
    passwords: user.passwords,
    ...fieldsOf(user.root, users.catalogue),
    selectors: user.others.map((selector) => fieldsOf(selector, users.catalogue)),
  })
}

function fieldsOf(selector: Selector, catalogue: Catalogue): ReplyFields {
  return {
    commands: describeCommands(selector.commands, catalogue),
    keys: keysOf(selector).join(' '),
    channels: channelsOf(selector).join(' '),
  }
}
