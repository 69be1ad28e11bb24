import * as arg from '../args/index.ts'
import type { Argv, Command, CommandFlag, Handler } from '../command.ts'
import { helpOf } from '../help.ts'
import { aclCat } from './acl-cat.ts'
import { aclDryrun } from './acl-dryrun.ts'
import { formatUser } from './acl-file.ts'
import { aclGenpass } from './acl-genpass.ts'
import { aclGetuser } from './acl-getuser.ts'
import { aclLoad } from './acl-load.ts'
import { aclLog } from './acl-log.ts'
import { aclSave } from './acl-save.ts'

const ADMIN: readonly CommandFlag[] = ['admin', 'noscript', 'loading', 'stale']
const OPEN: readonly CommandFlag[] = ['noscript', 'loading', 'stale']

/** ACL DELUSER username [username ...] */
const aclDeluser: Handler = (client, argv, reply) => {
  reply.integer(client.server.acl.deleteUsers(argv.slice(2), client))
}

/** ACL LIST */
const aclList: Handler = ({ server }, _argv, reply) => {
  const { all, catalogue } = server.acl.users
  reply.array(all.length)
  for (const user of all) reply.bulk(formatUser(user, catalogue))
}

/** ACL SETUSER username [rule [rule ...]] */
const aclSetuser: Handler = ({ server }, argv, reply) => {
  server.acl.setUser(arg.bytes(argv, 2), argv.slice(3))
  reply.status('OK')
}

function allAfterName(argv: Argv): readonly number[] {
  return argv.map((_, i) => i).slice(2)
}

/** ACL USERS */
const aclUsers: Handler = ({ server }, _argv, reply) => {
  const { all } = server.acl.users
  reply.array(all.length)
  for (const user of all) reply.bulk(user.name)
}

/** ACL WHOAMI */
const aclWhoami: Handler = (client, _argv, reply) => {
  reply.bulk(client.user.name)
}

/** ACL */
export const acl: Command = {
  name: 'acl',
  arity: -2,
  flags: [],
  subcommands: [
    { name: 'cat', arity: -2, flags: OPEN, run: aclCat },
    { name: 'deluser', arity: -3, flags: ADMIN, run: aclDeluser },
    { name: 'dryrun', arity: -4, flags: ADMIN, run: aclDryrun },
    { name: 'genpass', arity: -2, flags: OPEN, run: aclGenpass },
    { name: 'getuser', arity: 3, flags: ADMIN, run: aclGetuser },
    helpOf('ACL'),
    { name: 'list', arity: 2, flags: ADMIN, run: aclList },
    { name: 'load', arity: 2, flags: ADMIN, run: aclLoad },
    { name: 'log', arity: -2, flags: ADMIN, run: aclLog },
    { name: 'save', arity: 2, flags: ADMIN, run: aclSave },
    { name: 'setuser', arity: -3, flags: ADMIN, secrets: allAfterName, run: aclSetuser },
    { name: 'users', arity: 2, flags: ADMIN, run: aclUsers },
    { name: 'whoami', arity: 2, flags: OPEN, run: aclWhoami },
  ],
}
