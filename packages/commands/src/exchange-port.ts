import type { Bytes } from '@resident/bytes'
import type { Reply } from '@resident/protocol'
import type { Argv } from './command.ts'

/** Another server, and how many milliseconds each step of talking to it may take. */
export interface Target {
  readonly host: Bytes
  readonly port: Bytes
  readonly timeout: number
}

/** The replies, in order; or at what it failed: the target did not take the requests, or did not answer them all. */
export type ExchangeOutcome = readonly Reply[] | 'connecting' | 'writing' | 'reading'

/** Sends requests to another server, and hands its replies over when all have come. Never within the call. */
export type Exchange = (
  target: Target,
  requests: readonly Argv[],
  done: (outcome: ExchangeOutcome) => void,
) => void
