import type { Server } from './server.ts'

/** Milliseconds between two rounds: Redis's `hz 10`. */
const PERIOD = 100
/** The longest that one round of active expiry may hold the event loop, in milliseconds. */
const EXPIRE_BUDGET = 4
/** How soon a round that was not finished goes on, in milliseconds. */
const EXPIRE_PAUSE = 8

/** What happens by itself: active expiry, and the samples that rates are made of. */
export function startCron(server: Server): () => void {
  const { clock, databases, meter, memory, clientEviction } = server
  let resting = true
  const expire = (): void => {
    resting = true
    try {
      resting = databases.expireSome(EXPIRE_BUDGET)
    } catch (error) {
      // An observer's fault must not end expiry, nor the process.
      server.onFault({ error, command: 'cron', client: undefined })
    }
    if (!resting) clock.at(clock.now() + EXPIRE_PAUSE, expire)
  }
  return clock.every(PERIOD, () => {
    if (resting && server.activeExpire) expire()
    meter.sample()
    clientEviction.countAll()
    memory.sample()
  })
}
