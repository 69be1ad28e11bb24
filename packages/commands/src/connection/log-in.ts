import { ascii, type Bytes } from '@resident/bytes'
import { type Client, Mode } from '../client.ts'
import { WRONGPASS } from '../errors.ts'

/** Who a client is before it has said so. */
export const DEFAULT_USER: Bytes = ascii('default')

/** The client is this user from now on, if the password is right. */
export function logIn(client: Client, user: Bytes, password: Bytes): void {
  if (!client.server.authenticate(user, password)) throw WRONGPASS
  client.user = user
  client.set(Mode.UNAUTHENTICATED, false)
}

/** The client is whoever it was when it connected. */
export function logOut(client: Client): void {
  client.user = DEFAULT_USER
  client.set(Mode.UNAUTHENTICATED, client.server.config.requirepass !== '')
}
