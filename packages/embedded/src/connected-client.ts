import { toUtf8 } from '@resident/bytes'
import { type Client, Mode } from '@resident/commands'

/** A client that is connected to the server, as it is at this moment. */
export interface ConnectedClient {
  readonly id: number
  /** Its name as set by CLIENT SETNAME, or ''. */
  readonly name: string
  /** `ip:port`; `path:0` for a unix socket. */
  readonly address: string
  readonly kind: 'tcp' | 'tls' | 'unix' | 'in-process'
  /** The command it sent last, as COMMAND INFO names it. */
  readonly lastCommand: string | undefined
  /** Whether it waits for a key, or is held back by a pause or a fault. */
  readonly blocked: boolean
  /** How many channels and patterns it is subscribed to. */
  readonly subscriptions: number
  readonly inTransaction: boolean
}

export function connectedClient(client: Client): ConnectedClient {
  return {
    id: client.id,
    name: toUtf8(client.name),
    address: toUtf8(client.connection.address),
    kind: client.connection.kind,
    lastCommand: client.lastCommand?.fullName,
    blocked: client.blocked,
    subscriptions: client.subscriptions,
    inTransaction: client.is(Mode.MULTI),
  }
}
