import { ascii } from '@resident/bytes'
import { formatUser } from '../acl/acl-file.ts'
import type { Command, CommandFlag, Handler } from '../command.ts'
import { err } from '../errors.ts'
import { helpOf } from '../help.ts'
import { configSet, sensitiveValues } from './config-set.ts'

const ADMIN: readonly CommandFlag[] = ['admin', 'noscript', 'loading', 'stale']

/** CONFIG GET parameter [parameter ...] */
const configGet: Handler = ({ server }, argv, reply) => {
  const found = server.config.match(argv.slice(2))
  reply.map(found.size)
  for (const [name, value] of found) {
    reply.bulk(ascii(name))
    reply.bulk(value)
  }
}

/** CONFIG RESETSTAT */
const configResetstat: Handler = ({ server }, _argv, reply) => {
  server.resetStats()
  reply.status('OK')
}

/** CONFIG REWRITE */
const configRewrite: Handler = ({ server: { acl, config } }, _argv, reply) => {
  if (!config.rewritable) throw err('The server is running without a config file')
  // Users that have a file of their own have no lines in this one.
  const users = config.value('aclfile') === '' ? acl.users.all : []
  const reason = config.rewrite(users.map((user) => formatUser(user, acl.users.catalogue)))
  if (reason !== undefined) throw err(`Rewriting config file: ${reason}`)
  reply.status('OK')
}

/** CONFIG */
export const config: Command = {
  name: 'config',
  arity: -2,
  flags: [],
  subcommands: [
    { name: 'get', arity: -3, flags: ADMIN, run: configGet },
    helpOf('CONFIG'),
    { name: 'resetstat', arity: 2, flags: ADMIN, run: configResetstat },
    { name: 'rewrite', arity: 2, flags: ADMIN, run: configRewrite },
    {
      name: 'set',
      arity: -4,
      flags: ADMIN,
      tips: ['request_policy:all_nodes', 'response_policy:all_succeeded'],
      secrets: sensitiveValues,
      run: configSet,
    },
  ],
}
