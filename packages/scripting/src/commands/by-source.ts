import type { Bytes } from '@resident/bytes'
import type { Handler } from '@resident/commands'
import { err } from '../errors.ts'
import { scriptingOf } from '../scripting.ts'
import type { Script, Scripts } from '../scripts.ts'
import { runScript, type ScriptCall } from './run-script.ts'

/** EVAL and EVAL_RO: the request brings the script. */
export function runBySource(readOnly: boolean): Handler {
  const call: ScriptCall = { find, readOnly }
  return (client, argv, reply) => {
    if (scriptingOf(client.server).isDebugged(client)) {
      throw err("Fork() failed: can't run EVAL in debugging mode: Function not implemented")
    }
    runScript(client, argv, reply, call)
  }
}

function find(scripts: Scripts, source: Bytes): Script {
  return scripts.load(source)
}
