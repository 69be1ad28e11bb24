import type { Argv, Client, Declared } from '@resident/commands'
import { Flag } from '../script-flags.ts'
import { scriptingOf } from '../scripting.ts'
import { readShebang } from '../shebang.ts'

// A script or function that does not exist, or has an invalid first line, declares nothing.

/** By EVAL's script, in its first line. */
export function declaredBySource(_client: Client, argv: Argv): Declared | undefined {
  if (!argv[1]!.startsWith('#!')) return undefined
  try {
    return declared(readShebang(argv[1]!).flags)
  } catch {
    return undefined
  }
}

/** By EVALSHA's. */
export function declaredBySha({ server }: Client, argv: Argv): Declared | undefined {
  return declared(scriptingOf(server).scripts.find(argv[1]!)?.flags)
}

/** By FCALL's function. */
export function declaredByFunction({ server }: Client, argv: Argv): Declared | undefined {
  return declared(scriptingOf(server).libraries.find(argv[1]!)?.flags)
}

function declared(flags: number | undefined): Declared | undefined {
  if (flags === undefined || (flags & Flag.UNDECLARED) !== 0) return undefined
  return {
    write: (flags & Flag.NO_WRITES) === 0,
    denyoom: (flags & (Flag.NO_WRITES | Flag.ALLOW_OOM)) === 0,
  }
}
