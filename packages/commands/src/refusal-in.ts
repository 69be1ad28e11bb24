import { WRONG_TYPE } from '@resident/keyspace'
import { CommandError, INTERNAL, WRONGTYPE } from './errors.ts'

/** What is answered in the place of what was thrown. INTERNAL: it is a fault of ours, of which `onFault` must hear. */
export function refusalIn(thrown: unknown): CommandError {
  if (thrown instanceof CommandError) return thrown
  return thrown === WRONG_TYPE ? WRONGTYPE : INTERNAL
}
