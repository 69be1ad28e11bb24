import type { Bytes } from '@resident/bytes'
import type { Command } from '@resident/commands'
import { err } from '../errors.ts'
import { scriptingOf } from '../scripting.ts'
import type { Script, Scripts } from '../scripts.ts'
import { declaredBySource } from './declared.ts'
import { runScript, type ScriptCall } from './run-script.ts'
import { notedScriptRow } from './script-row.ts'

/** EVAL script numkeys [key [key ...]] [arg [arg ...]] */
export const evalCommand: Command = runBySource('eval', false)

/** EVAL_RO script numkeys [key [key ...]] [arg [arg ...]] */
export const evalRo: Command = runBySource('eval_ro', true)

/** EVAL and EVAL_RO: the request brings the script. */
function runBySource(name: string, readOnly: boolean): Command {
  const call: ScriptCall = { find, readOnly }
  return {
    name,
    ...notedScriptRow(readOnly),
    declared: declaredBySource,

    run(client, argv, reply) {
      if (scriptingOf(client.server).isDebugged(client)) {
        throw err("Fork() failed: can't run EVAL in debugging mode: Function not implemented")
      }
      runScript(client, argv, reply, call)
    },
  }
}

function find(scripts: Scripts, source: Bytes): Script {
  return scripts.load(source)
}
