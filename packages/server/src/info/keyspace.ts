import type { Keyspace } from '@resident/keyspace'
import type { Server } from '../server.ts'
import type { Fields } from './fields.ts'

/** How many keys are sampled to estimate the average time to live. */
const SAMPLE = 64

export function keyspaceSection(server: Server): Fields {
  return server.databases.all
    .filter((db) => db.size > 0)
    .map((db) => [
      `db${db.index}`,
      `keys=${db.size},expires=${db.volatileSize},avg_ttl=${averageTtl(db)}`,
    ])
}

/** In milliseconds, estimated from a sample, as in Redis. */
function averageTtl(db: Keyspace): number {
  const now = db.now()
  let sum = 0
  let seen = 0
  db.scanVolatile(0, SAMPLE, (_key, deadline) => {
    sum += Math.max(0, Number(deadline) - now)
    seen++
  })
  return seen === 0 ? 0 : Math.floor(sum / seen)
}
