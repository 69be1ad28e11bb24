import { type Bytes, EMPTY, fromUtf8, toUtf8 } from '@resident/bytes'
import { CommandError, loadAclFile } from '@resident/commands'
import { splitInline } from '@resident/protocol'
import type { Server } from './server.ts'
import { UsageError } from './usage-error.ts'

/** Users by name, each with its rules as ACL SETUSER takes them, separated by spaces. */
export type UserRules = Readonly<Record<string, string>>

/**
 * Sets up the users that a server starts with: the default user, whose password is requirepass, and those of `users` or of
 * the file that `aclfile` names. Throws a UsageError with code ERR_ACL if there is an error in them.
 */
export function startAcl(server: Server, users: UserRules): void {
  const { acl, config } = server
  const named = Object.entries(users)
  const hasFile = config.value('aclfile') !== EMPTY
  if (hasFile && named.length > 0) {
    throw new UsageError('ERR_ACL', "Users come from 'users' or from 'aclfile', not from both.")
  }
  config.follow(['requirepass'], () => acl.setDefaultPassword(config.requirepass))
  for (const [name, rules] of named) addUser(server, name, rules)
  const faults = hasFile ? loadAclFile(server, undefined) : undefined
  if (faults !== undefined) throw new UsageError('ERR_ACL', toUtf8(faults))
}

function addUser({ acl }: Server, name: string, rules: string): void {
  const refuse = (why: string): UsageError =>
    new UsageError('ERR_ACL', `The user '${name}' cannot be made: ${why}.`)
  const words = splitInline(fromUtf8(rules))
  if (words === undefined) throw refuse('quotes do not match in its rules')
  const bytes = fromUtf8(name)
  try {
    // The default user exists already, and may do everything.
    acl.setUser(bytes, acl.users.find(bytes) === undefined ? words : [RESET, ...words])
  } catch (thrown) {
    if (thrown instanceof CommandError) throw refuse(toUtf8(thrown.message as Bytes))
    throw thrown
  }
}

const RESET: Bytes = fromUtf8('reset')
