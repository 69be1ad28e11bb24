import { ascii } from '@resident/bytes'
import { ACL_CATEGORIES } from '../acl-categories.ts'
import * as arg from '../args/index.ts'
import type { Handler } from '../command.ts'
import { err, subcommandSyntax } from '../errors.ts'
import { replyValue } from '../reply-value.ts'
import { untilZero } from '../until-zero.ts'
import { categoryNamed } from './catalogue.ts'

/** ACL CAT [categoryname] */
export const aclCat: Handler = ({ server }, argv, reply) => {
  if (argv.length > 3) throw subcommandSyntax('ACL', arg.bytes(argv, 1))
  if (argv.length === 2) return replyValue(reply, ACL_CATEGORIES)
  const name = untilZero(arg.bytes(argv, 2))
  const category = categoryNamed(name)
  if (category === undefined) throw err(`Unknown category '${name.slice(0, 128)}'`)
  const rows = server.acl.users.catalogue.members(category)
  reply.array(rows.length)
  for (const row of rows) reply.bulk(ascii(row.fullName))
}
