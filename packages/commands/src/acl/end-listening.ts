import type { Bytes } from '@resident/bytes'
import type { Client } from '../client.ts'
import type { ServerPort } from '../server-port.ts'
import { allowsChannel, allowsPattern } from './permission.ts'
import type { User } from './user.ts'

/** Ends the clients of a user that listen to what it may not hear any more, once it is as `next`. */
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

/** Of all selectors: whoever listens may have been let in by any of them. */
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
