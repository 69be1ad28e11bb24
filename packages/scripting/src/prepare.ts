import { type Bytes, parseInteger } from '@resident/bytes'
import type { Argv, CommandError } from '@resident/commands'
import { NEGATIVE_KEYS, NO_ALLOW_OOM, NO_CLUSTER, TOO_MANY_KEYS, WRITES_BY_RO } from './errors.ts'
import { Run, type RunRequest } from './run.ts'
import { Flag } from './script-flags.ts'

/** Where the first key stands in argv: `EVAL script numkeys key …`, and FCALL alike. */
export const FIRST_KEY = 3

/** How many keys the request says it has. */
export function keyCount(argv: Argv, notANumber: CommandError): number {
  const count = parseInteger(argv[2] as Bytes)
  if (count === undefined) throw notANumber
  if (count > argv.length - FIRST_KEY) throw TOO_MANY_KEYS
  if (count < 0) throw NEGATIVE_KEYS
  return count
}

/** A new run, or a refusal thrown: what a script declares is demanded of it before it begins. */
export function prepareRun(request: RunRequest): Run {
  const { flags, readOnly, caller } = request
  if ((flags & Flag.NO_CLUSTER) !== 0 && caller.server.cluster !== undefined) throw NO_CLUSTER
  if ((flags & (Flag.UNDECLARED | Flag.NO_WRITES)) === 0) {
    if (readOnly) throw WRITES_BY_RO
    if (caller.server.outOfMemory && (flags & Flag.ALLOW_OOM) === 0) throw NO_ALLOW_OOM
  }
  return new Run(request)
}
