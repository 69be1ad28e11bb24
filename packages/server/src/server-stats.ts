import type { ServerStats } from '@resident/commands'

/** What a server has counted when it begins, and after CONFIG RESETSTAT. */
export function newServerStats(): ServerStats {
  return {
    connections: 0,
    commands: 0,
    rejectedConnections: 0,
    inputBytes: 0,
    outputBytes: 0,
    reads: 0,
    writes: 0,
    errors: new Map(),
  }
}
