import { WRONG_TYPE } from '@resident/keyspace'
import { CommandError, INTERNAL, WRONGTYPE } from './errors.ts'

/** The error reply for what was thrown. INTERNAL means that it is a bug of ours, which must be reported to `onFault`. */
export function refusalIn(thrown: unknown): CommandError {
  if (thrown instanceof CommandError) return thrown
  return thrown === WRONG_TYPE ? WRONGTYPE : INTERNAL
}
