import type { Bytes } from '@resident/bytes'
import type { Reply } from '@resident/protocol'
import type { Argv } from './command.ts'

/** Another server, and how many milliseconds each step of the exchange with it may take. */
export interface Target {
  readonly host: Bytes
  readonly port: Bytes
  readonly timeout: number
}

/** The replies, in order; or the step that failed: no connection, requests not taken, or not all of them answered. */
export type ExchangeOutcome = readonly Reply[] | 'connecting' | 'writing' | 'reading'

/** Sends requests to another server, and calls `done` when all replies have come or a step failed; never within the call itself. */
export type Exchange = (
  target: Target,
  requests: readonly Argv[],
  done: (outcome: ExchangeOutcome) => void,
) => void
