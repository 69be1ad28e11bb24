import { ascii } from '@resident/bytes'
import * as arg from '../args/index.ts'
import type { Command, CommandFlag, Handler } from '../command.ts'
import { SYNTAX } from '../errors.ts'
import { helpOf } from '../help.ts'
import { clientCaching } from './client-caching.ts'
import { clientKill } from './client-kill.ts'
import { clientLine } from './client-line.ts'
import { clientList } from './client-list.ts'
import { clientPause } from './client-pause.ts'
import { clientTracking } from './client-tracking.ts'
import { clientTrackinginfo } from './client-trackinginfo.ts'
import { clientUnblock } from './client-unblock.ts'
import { giveName } from './name.ts'

const ADMIN: readonly CommandFlag[] = ['admin', 'noscript', 'loading', 'stale']
const OPEN: readonly CommandFlag[] = ['noscript', 'loading', 'stale']

/** CLIENT GETNAME */
const clientGetname: Handler = (client, _argv, reply) => {
  if (client.name === '') reply.null()
  else reply.bulk(client.name)
}

/** CLIENT GETREDIR */
const clientGetredir: Handler = ({ tracking, redirection }, _argv, reply) => {
  reply.integer(tracking === undefined ? -1 : redirection)
}

/** CLIENT ID */
const clientId: Handler = (client, _argv, reply) => {
  reply.integer(client.id)
}

/** CLIENT INFO */
const clientInfo: Handler = (client, argv, reply) => {
  reply.verbatim('txt', ascii(`${clientLine(client, argv)}\n`))
}

/** CLIENT NO-EVICT <ON | OFF> */
const clientNoEvict: Handler = (client, argv, reply) => {
  if (arg.is(argv, 2, 'ON')) client.noEvict = true
  else if (arg.is(argv, 2, 'OFF')) client.noEvict = false
  else throw SYNTAX
  reply.status('OK')
}

/** CLIENT REPLY <ON | OFF | SKIP> */
const clientReply: Handler = (client, argv) => {
  if (arg.is(argv, 2, 'ON')) {
    client.replyMode = 'on'
    client.connection.reply.status('OK')
  } else if (arg.is(argv, 2, 'OFF')) client.replyMode = 'off'
  else if (!arg.is(argv, 2, 'SKIP')) throw SYNTAX
  else if (client.replyMode !== 'off') client.replyMode = 'skip'
}

/** CLIENT SETNAME connection-name */
const clientSetname: Handler = (client, argv, reply) => {
  giveName(client, arg.bytes(argv, 2))
  reply.status('OK')
}

/** CLIENT UNPAUSE */
const clientUnpause: Handler = ({ server }, _argv, reply) => {
  server.pause.end()
  reply.status('OK')
}

/** CLIENT */
export const client: Command = {
  name: 'client',
  arity: -2,
  flags: [],
  subcommands: [
    { name: 'caching', arity: 3, flags: OPEN, run: clientCaching },
    { name: 'getname', arity: 2, flags: OPEN, brief: true, run: clientGetname },
    { name: 'getredir', arity: 2, flags: OPEN, run: clientGetredir },
    helpOf('CLIENT'),
    { name: 'id', arity: 2, flags: OPEN, brief: true, run: clientId },
    { name: 'info', arity: 2, flags: OPEN, tips: ['nondeterministic_output'], run: clientInfo },
    { name: 'kill', arity: -3, flags: ADMIN, run: clientKill },
    { name: 'list', arity: -2, flags: ADMIN, tips: ['nondeterministic_output'], run: clientList },
    { name: 'no-evict', arity: 3, flags: ADMIN, run: clientNoEvict },
    { name: 'pause', arity: -3, flags: ADMIN, run: clientPause },
    { name: 'reply', arity: 3, flags: OPEN, run: clientReply },
    { name: 'setname', arity: 3, flags: OPEN, brief: true, run: clientSetname },
    { name: 'tracking', arity: -3, flags: OPEN, run: clientTracking },
    { name: 'trackinginfo', arity: 2, flags: OPEN, run: clientTrackinginfo },
    { name: 'unblock', arity: -3, flags: ADMIN, run: clientUnblock },
    { name: 'unpause', arity: 2, flags: ADMIN, run: clientUnpause },
  ],
}
