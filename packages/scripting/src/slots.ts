import {
  type Argv,
  CLUSTER_DOWN,
  CLUSTER_DOWN_READS_ONLY,
  type CommandError,
  Mode,
  type Row,
  redirectionOf,
  slotOf,
  slotOfQueue,
} from '@resident/commands'
import { err } from './errors.ts'
import type { Run } from './run.ts'

const SECOND_SLOT = err('Script attempted to access keys that do not hash to the same slot')
const WRITE_WHILE_DOWN = err(
  'Script attempted to execute a write command while the cluster is down and readonly',
)
const COMMAND_WHILE_DOWN = err('Script attempted to execute a command while the cluster is down')
const FOREIGN_KEY = err('Script attempted to access a non local key in a cluster node')

/** Why a script at a node of a cluster may not run this command: for its keys must be there, and in one slot. */
export function slotRefusalOf(run: Run, row: Row, argv: Argv): CommandError | undefined {
  const redirection = redirectionOf(run.caller, row, argv)
  if (redirection !== undefined) return inWordsForScripts(redirection)
  if (run.crossesSlots) return undefined
  const slot = slotOf(row, argv)
  if (slot === undefined) return undefined
  const { caller } = run
  if (caller.is(Mode.MULTI)) {
    caller.slot ??= slotOfQueue(caller) ?? slot
    return caller.slot === slot ? undefined : SECOND_SLOT
  }
  run.slot ??= slotOfCaller(run) ?? slot
  return run.slot === slot ? undefined : SECOND_SLOT
}

/** The slot of the keys that EVAL or FCALL was given. */
function slotOfCaller({ caller, argv }: Run): number | undefined {
  const row = caller.server.table.resolve(argv)
  return row === undefined ? undefined : slotOf(row, argv)
}

function inWordsForScripts(redirection: CommandError): CommandError {
  if (redirection === CLUSTER_DOWN) return COMMAND_WHILE_DOWN
  return redirection === CLUSTER_DOWN_READS_ONLY ? WRITE_WHILE_DOWN : FOREIGN_KEY
}
