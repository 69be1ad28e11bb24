import { isLocal } from '@resident/commands'
import type { Server } from './server.ts'
import type { Transport } from './transport.ts'

const TOO_MANY = '-ERR max number of clients reached\r\n'
const TOO_MANY_AT_NODE = '-ERR max number of clients + cluster connections reached\r\n'

// Redis's own text, to the letter.
const PROTECTED =
  '-DENIED Redis is running in protected mode because protected mode is enabled and no ' +
  'password is set for the default user. In this mode connections are only accepted ' +
  'from the loopback interface. If you want to connect from external computers to ' +
  'Redis you may adopt one of the following solutions: 1) Just disable protected mode ' +
  "sending the command 'CONFIG SET protected-mode no' from the loopback interface by " +
  'connecting to Redis from the same host the server is running, however MAKE SURE ' +
  'Redis is not publicly accessible from internet if you do so. Use CONFIG REWRITE to ' +
  'make this change permanent. 2) Alternatively you can just disable the protected ' +
  'mode by editing the Redis configuration file, and setting the protected mode option ' +
  "to 'no', and then restarting the server. 3) If you started the server manually just " +
  "for testing, restart it with the '--protected-mode no' option. 4) Setup a an " +
  'authentication password for the default user. NOTE: You only need to do one of the ' +
  'above things in order for the server to start accepting connections from the ' +
  'outside.' +
  '\r\n'

/** The error with which a client is turned away, in protocol bytes; `undefined` if it may stay. */
export function admissionRefusal(server: Server, transport: Transport): string | undefined {
  if (server.clients.size >= server.config.maxclients) {
    return server.cluster === undefined ? TOO_MANY : TOO_MANY_AT_NODE
  }
  const isProtected =
    server.acl.users.default.nopass && server.config.value('protected-mode') === 'yes'
  return isProtected && !isLocal(transport) ? PROTECTED : undefined
}
