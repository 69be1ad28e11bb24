import type { Bytes } from '@resident/bytes'
import type { Client } from '../client.ts'
import type { ServerPort } from '../server-port.ts'
import { allowsChannel, allowsPattern } from './permission.ts'
import type { User } from './user.ts'

/** Disconnects the clients of a user that are subscribed to something that the user may no longer receive once it is `next`. */
export function endListening(server: ServerPort, user: User, next: User): void {
  if (mayHearAll(next)) return
  const allowed = channelsOf(next)
  if (!mayHearAll(user) && channelsOf(user).every((pattern) => allowed.includes(pattern))) return
  for (const client of [...server.clients]) {
    if (client.user === user && hearsOthers(client, allowed)) client.connection.kill()
  }
}

function mayHearAll(user: User): boolean {
  return user.selectors.some((selector) => selector.allChannels)
}

/** Those of all selectors: a subscription may have been allowed by any of them. */
function channelsOf(user: User): readonly Bytes[] {
  return user.selectors.flatMap((selector) => selector.channels)
}

function hearsOthers(client: Client, allowed: readonly Bytes[]): boolean {
  if (client.subscriptions === 0) return false
  const { pubsub } = client.server
  const isOther = (name: Bytes): boolean => !allowsChannel(allowed, name)
  return (
    pubsub.topicsOf(client, 'patterns').some((name) => !allowsPattern(allowed, name)) ||
    pubsub.topicsOf(client, 'channels').some(isOther) ||
    pubsub.topicsOf(client, 'shardChannels').some(isOther)
  )
}
