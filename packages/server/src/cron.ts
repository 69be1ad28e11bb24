import { type Blocking, type ClusterNode, refusalOfWaiting } from '@resident/commands'
import { closeIdleClients } from './idle-clients.ts'
import type { Server } from './server.ts'

/** Milliseconds between two rounds: Redis's `hz 10`. */
const PERIOD = 100
/** How often what goes by whole seconds is looked at. */
const SECOND = 1000
/** The longest that one round of active expiry may hold the event loop, in milliseconds. */
const EXPIRE_BUDGET = 2
/** How soon a round that was not finished goes on, in milliseconds. */
const EXPIRE_PAUSE = 4

/** What happens by itself: active expiry, the samples that rates are made of, the end of idle clients. */
export function startCron(server: Server): () => void {
  const { blocking, clock, cluster, databases, latency, meter, memory, persistence } = server
  let resting = true
  const expire = (): void => {
    resting = true
    server.byItself(() => {
      const start = clock.elapsed()
      resting = databases.expireSome(EXPIRE_BUDGET)
      const took = clock.elapsed() - start
      latency.took('expire-cycle', took)
      meter.expireTook += took
      if (!resting) meter.expireCutShort++
      // Who waits to read a stream is told that it has gone.
      if (blocking.pending) blocking.serve()
    })
    if (!resting) clock.at(clock.now() + EXPIRE_PAUSE, expire)
  }
  const round: readonly (() => void)[] = [
    () => {
      if (resting && server.activeExpire) expire()
    },
    () => {
      if (cluster !== undefined) tendCluster(cluster, blocking)
    },
    () => meter.sample(),
    () => persistence.tick(),
    () => server.checkClients(),
    () => memory.sample(),
  ]
  const stopSeconds = clock.every(SECOND, () => server.byItself(() => closeIdleClients(server)))
  const stopRounds = clock.every(PERIOD, () => {
    for (const task of round) server.byItself(task)
  })
  return () => {
    stopSeconds()
    stopRounds()
  }
}

/** What waits for keys that are served no more waits in vain. */
function tendCluster(cluster: ClusterNode, blocking: Blocking): void {
  cluster.tick()
  blocking.refuse((keys) => refusalOfWaiting(cluster, keys))
}
