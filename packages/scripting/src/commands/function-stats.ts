import { type Handler, type ReplyFields, replyValue } from '@resident/commands'
import { BUSY_SCRIPT } from '../errors.ts'
import { ENGINE } from '../functions/metadata.ts'
import type { Run } from '../run.ts'
import { scriptingOf } from '../scripting.ts'

/** FUNCTION STATS */
export const functionStats: Handler = ({ server }, _argv, reply) => {
  const { running, counts } = scriptingOf(server)
  if (running?.isEval) throw BUSY_SCRIPT
  const { libraries, functions } = counts
  replyValue(reply, {
    running_script: running && fieldsOf(running),
    engines: { [ENGINE]: { libraries_count: libraries, functions_count: functions } },
  })
}

function fieldsOf({ name, argv, duration }: Run): ReplyFields {
  return { name, command: argv, duration_ms: Math.floor(duration) }
}
