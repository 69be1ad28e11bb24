import { type Blocking, type ClusterNode, refusalOfWaiting } from '@resident/commands'
import { closeIdleClients } from './idle-clients.ts'
import type { Server } from './server.ts'

/** Milliseconds between two rounds: Redis's `hz 10`. */
const PERIOD = 100
/** How often idle clients are looked for, in milliseconds. */
const SECOND = 1000
/** The longest that one round of active expiry may hold the event loop, in milliseconds. */
const EXPIRE_BUDGET = 2
/** How soon an unfinished round continues, in milliseconds. */
const EXPIRE_PAUSE = 4

/** Starts the periodic tasks: active expiry, samples for rates, saves, limits, idle clients. Returns a function that stops them. */
export function startCron(server: Server): () => void {
  const { blocking, clock, cluster, databases, latency } = server
  const { meter, memory, persistence, tracking } = server
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
      // A client that is blocked on a stream is told when the stream has expired.
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
    () => tracking.heedLimit(),
    () => server.checkClients(),
    () => memory.sample(),
  ]
  const stopSeconds = clock.every(SECOND, () => {
    if (!server.cronPaused) server.byItself(() => closeIdleClients(server))
  })
  const stopRounds = clock.every(PERIOD, () => {
    if (server.cronPaused) return
    for (const task of round) server.byItself(task)
  })
  return () => {
    stopSeconds()
    stopRounds()
  }
}

/** Refuses blocked clients that wait for keys which this node no longer serves. */
function tendCluster(cluster: ClusterNode, blocking: Blocking): void {
  cluster.tick()
  blocking.refuse((keys) => refusalOfWaiting(cluster, keys))
}
