import { type Bytes, parseInteger } from '@resident/bytes'
import * as arg from '../args/index.ts'
import type { Client } from '../client.ts'
import type { Argv, Command } from '../command.ts'
import { CommandError, err } from '../errors.ts'
import { type ReplyFields, replyValue } from '../reply-value.ts'
import { untilZero } from '../until-zero.ts'
import { REDIS_VERSION } from '../version.ts'
import { giveName } from './name.ts'

const HELLO_NOAUTH = new CommandError(
  'NOAUTH',
  'HELLO must be called with the client already authenticated, otherwise the HELLO AUTH <user> <pass> option can be used to authenticate the client and select the RESP protocol version at the same time',
)

/** HELLO [protover [AUTH username password] [SETNAME clientname]] */
export const hello: Command = {
  name: 'hello',
  arity: -1,
  flags: ['noscript', 'loading', 'stale', 'fast', 'no_auth', 'allow_busy'],

  secrets: credentials,

  run(client, argv, reply) {
    const version = argv.length > 1 ? protocolVersion(arg.bytes(argv, 1)) : undefined
    obeyOptions(client, argv)
    if (!client.authenticated) throw HELLO_NOAUTH
    if (version !== undefined) client.connection.useProtocol(version)
    replyValue(reply, introduction(client))
  },
}

function protocolVersion(text: Bytes): 2 | 3 {
  const version = parseInteger(text)
  if (version === undefined) throw err('Protocol version is not an integer or out of range')
  if (version !== 2 && version !== 3) {
    throw new CommandError('NOPROTO', 'unsupported protocol version')
  }
  return version
}

/** Each option takes effect at once, and keeps it even if a later one is refused. */
function obeyOptions(client: Client, argv: Argv): void {
  for (let i = 2; i < argv.length; i++) {
    if (arg.is(argv, i, 'AUTH') && i + 2 < argv.length) {
      client.server.acl.logIn(client, arg.bytes(argv, i + 1), arg.bytes(argv, i + 2), argv)
      i += 2
    } else if (arg.is(argv, i, 'SETNAME') && i + 1 < argv.length) {
      giveName(client, arg.bytes(argv, ++i))
    } else throw err(`Syntax error in HELLO option '${untilZero(arg.bytes(argv, i))}'`)
  }
}

/** Where users and passwords stand. Redis does not hide them in a request whose version it refuses. */
function credentials(argv: Argv): readonly number[] {
  if (argv[1] !== '2' && argv[1] !== '3') return []
  const places: number[] = []
  for (let i = 2; i < argv.length; i++) {
    if (arg.is(argv, i, 'SETNAME')) i++
    else if (!arg.is(argv, i, 'AUTH') || i + 2 >= argv.length) break
    else places.push(++i, ++i)
  }
  return places
}

function introduction({ resp, id, server }: Client): ReplyFields {
  return {
    server: 'redis',
    version: REDIS_VERSION,
    proto: resp,
    id,
    mode: server.cluster === undefined ? 'standalone' : 'cluster',
    role: 'master',
    modules: [],
  }
}
