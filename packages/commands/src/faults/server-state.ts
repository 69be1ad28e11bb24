import type { Client } from '../client.ts'
import { CommandError, OOM } from '../errors.ts'
import type { Row } from '../table.ts'

/** Something that a whole server may be in, in which it refuses some commands. */
export interface StateOfServer {
  readonly refusal: CommandError
  /** Whether Redis refuses the command then. */
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
    // A script is refused whole; Redis would begin it, and refuse its first write.
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

/** Whether Redis would refuse this request in that state: EXEC is what it would run. */
export function refusesIn(state: ServerState, client: Client, row: Row): boolean {
  const { refuses } = SERVER_STATES[state]
  if (row.fullName === 'exec') return client.queue.some((queued) => refuses(queued.row))
  return refuses(row)
}
