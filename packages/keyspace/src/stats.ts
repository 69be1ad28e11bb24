/** What is counted over all databases of a server; INFO shows it. */
export interface KeyspaceStats {
  hits: number
  misses: number
  expired: number
  evicted: number
  /** Changes since the start: Redis's `dirty`. */
  dirty: number
}

export function newStats(): KeyspaceStats {
  return { hits: 0, misses: 0, expired: 0, evicted: 0, dirty: 0 }
}
