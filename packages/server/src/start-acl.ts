import { type Bytes, EMPTY, fromUtf8, toUtf8 } from '@resident/bytes'
import { CommandError, joinSelectors, loadAclFile } from '@resident/commands'
import { splitInline } from '@resident/protocol'
import type { Server } from './server.ts'
import { UsageError } from './usage-error.ts'

/** Users by name, each with its rules as ACL SETUSER takes them, between blanks. */
export type UserRules = Readonly<Record<string, string>>

/**
 * The users that a server starts with: the default user with requirepass for its password, and those of `users`
 * or of the file that `aclfile` names. Throws a UsageError where they are not sound.
 */
export function startAcl(server: Server, users: UserRules): void {
  const { acl, config } = server
  const named = Object.entries(users)
  if (config.value('aclfile') !== EMPTY && named.length > 0) {
    throw new UsageError('ERR_ACL', "Users are given by 'users' or by 'aclfile', not by both.")
  }
  if (config.requirepass !== EMPTY) acl.setDefaultPassword(config.requirepass)
  for (const [name, rules] of named) addUser(server, fromUtf8(name), fromUtf8(rules))
  if (config.value('aclfile') !== EMPTY) {
    const faults = loadAclFile(server, undefined)
    if (faults !== undefined) throw new UsageError('ERR_ACL', toUtf8(faults))
  }
  config.onChange('requirepass', () => {
    acl.setDefaultPassword(config.requirepass)
    return undefined
  })
}

function addUser({ acl }: Server, name: Bytes, rules: Bytes): void {
  const refuse = (why: string): UsageError =>
    new UsageError('ERR_ACL', `The user '${toUtf8(name)}' cannot be made: ${why}`)
  if (/[\0\t-\r ]/.test(name)) throw refuse('there is a blank in its name.')
  const words = splitInline(rules)
  if (words === undefined) throw refuse('quotes do not match in its rules.')
  const joined = joinSelectors(words)
  if ('unmatched' in joined) throw refuse('parentheses do not match in its rules.')
  try {
    // The default user is there already, and may do everything.
    acl.setUser(name, acl.find(name) === undefined ? joined.rules : [RESET, ...joined.rules])
  } catch (thrown) {
    if (thrown instanceof CommandError) throw refuse(`${toUtf8(thrown.message as Bytes)}.`)
    throw thrown
  }
}

const RESET: Bytes = fromUtf8('reset')
