import type { ServerStats } from '@resident/commands'

/** The counters of a server at its start and after CONFIG RESETSTAT. */
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
