import type { Bytes } from '@resident/bytes'
import { type Command, CommandError } from '@resident/commands'
import { err } from '../errors.ts'
import { scriptingOf } from '../scripting.ts'
import type { Script, Scripts } from '../scripts.ts'
import { declaredBySha } from './declared.ts'
import { runScript, type ScriptCall } from './run-script.ts'
import { scriptRow } from './script-row.ts'

const NO_SCRIPT = new CommandError('NOSCRIPT', 'No matching script. Please use EVAL.')

/** Digits of a SHA-1. */
const SHA_LENGTH = 40

/** EVALSHA sha1 numkeys [key [key ...]] [arg [arg ...]] */
export const evalsha: Command = runBySha('evalsha', false)

/** EVALSHA_RO sha1 numkeys [key [key ...]] [arg [arg ...]] */
export const evalshaRo: Command = runBySha('evalsha_ro', true)

/** EVALSHA and EVALSHA_RO: the request names a script that has been loaded. */
function runBySha(name: string, readOnly: boolean): Command {
  const call: ScriptCall = { find, readOnly }
  return {
    name,
    ...scriptRow(readOnly),
    declared: declaredBySha,

    run(client, argv, reply) {
      if (argv[1]!.length !== SHA_LENGTH) throw NO_SCRIPT
      if (scriptingOf(client.server).isDebugged(client)) {
        throw err('Please use EVAL instead of EVALSHA for debugging')
      }
      runScript(client, argv, reply, call)
    },
  }
}

function find(scripts: Scripts, sha: Bytes): Script {
  const script = scripts.find(sha)
  if (script === undefined) throw NO_SCRIPT
  return script
}
