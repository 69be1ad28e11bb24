import { type Client, Mode } from '@resident/commands'
import type { Server } from './server.ts'
import { wholeSeconds } from './whole-seconds.ts'

/** `timeout`: closes clients that have been silent for more than so many seconds. Called once a second. */
export function closeIdleClients({ clients, clock, config }: Server): void {
  const { timeout } = config
  if (timeout === 0) return
  const now = wholeSeconds(clock.now())
  for (const client of clients) {
    if (now - wholeSeconds(client.lastInteraction) > timeout && mayBeIdle(client))
      client.connection.kill()
  }
}

/** Clients that wait for something by design are not idle. */
function mayBeIdle(client: Client): boolean {
  return !client.blocked && client.subscriptions === 0 && !client.is(Mode.MONITOR)
}
