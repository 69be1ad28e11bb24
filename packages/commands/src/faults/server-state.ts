import type { Client } from '../client.ts'
import { CommandError, OOM } from '../errors.ts'
import type { Row } from '../table.ts'

/** A state of the whole server in which it refuses some commands. */
export interface StateOfServer {
  readonly refusal: CommandError
  /** Whether Redis refuses the command in this state. */
  refuses(row: Row): boolean
}

export type ServerState = 'loading' | 'readonly' | 'oom' | 'busy' | 'masterdown'

export const SERVER_STATES: Readonly<Record<ServerState, StateOfServer>> = {
  loading: {
    refusal: new CommandError('LOADING', 'Redis is loading the dataset in memory'),
    refuses: (row) => !row.has('loading'),
  },
  readonly: {
    refusal: new CommandError('READONLY', "You can't write against a read only replica."),
    // A script is refused as a whole; Redis would start it, and refuse its first write.
    refuses: (row) => row.write || (row.runsScript && row.mayReplicate),
  },
  oom: {
    refusal: OOM,
    refuses: (row) => row.denyoom,
  },
  busy: {
    refusal: new CommandError(
      'BUSY',
      'Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.',
    ),
    refuses: (row) => !row.allowBusy,
  },
  masterdown: {
    refusal: new CommandError(
      'MASTERDOWN',
      "Link with MASTER is down and replica-serve-stale-data is set to 'no'.",
    ),
    refuses: (row) => !row.has('stale'),
  },
}

/** Whether Redis would refuse this request in that state. EXEC is refused if one of its commands would be. */
export function refusesIn(state: ServerState, client: Client, row: Row): boolean {
  const { refuses } = SERVER_STATES[state]
  if (row.fullName === 'exec') return client.queue.some((queued) => refuses(queued.row))
  return refuses(row)
}
