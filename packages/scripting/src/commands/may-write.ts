import type { Argv, Client } from '@resident/commands'
import { Flag } from '../script-flags.ts'
import { scriptingOf } from '../scripting.ts'
import { readShebang } from '../shebang.ts'

// CLIENT PAUSE WRITE lets through what has declared that it writes nothing. What is not there, or makes no sense, waits
// with the others.

/** EVAL's script. */
export function sourceMayWrite(_client: Client, argv: Argv): boolean {
  try {
    return mayWrite(readShebang(argv[1]!).flags)
  } catch {
    return true
  }
}

/** EVALSHA's. */
export function shaMayWrite({ server }: Client, argv: Argv): boolean {
  return mayWrite(scriptingOf(server).scripts.find(argv[1]!)?.flags)
}

/** FCALL's function. */
export function functionMayWrite({ server }: Client, argv: Argv): boolean {
  return mayWrite(scriptingOf(server).libraries.find(argv[1]!)?.flags)
}

function mayWrite(flags: number | undefined): boolean {
  return flags === undefined || (flags & Flag.NO_WRITES) === 0
}
