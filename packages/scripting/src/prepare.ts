import { type Bytes, parseInteger } from '@resident/bytes'
import { type Argv, CommandError, writesDenied } from '@resident/commands'
import { err } from './errors.ts'
import { Run, type RunRequest } from './run.ts'
import { Flag } from './script-flags.ts'

const NO_CLUSTER = err("Can not run script on cluster, 'no-cluster' flag is set.")

/** The index of the first key in argv: `EVAL script numkeys key …`, and FCALL likewise. */
export const FIRST_KEY = 3

/** How many keys the request says it has. */
export function keyCount(argv: Argv, notANumber: CommandError): number {
  const count = parseInteger(argv[2] as Bytes)
  if (count === undefined) throw notANumber
  if (count > argv.length - FIRST_KEY) {
    throw err("Number of keys can't be greater than number of args")
  }
  if (count < 0) throw err("Number of keys can't be negative")
  return count
}

/** A new run, or a refusal thrown: what a script declares is demanded of it before it begins. */
export function prepareRun(request: RunRequest): Run {
  const { flags, readOnly, caller } = request
  if ((flags & Flag.NO_CLUSTER) !== 0 && caller.server.cluster !== undefined) throw NO_CLUSTER
  if ((flags & (Flag.UNDECLARED | Flag.NO_WRITES)) === 0) {
    if (readOnly) throw err('Can not execute a script with write flag using *_ro command.')
    const denied = writesDenied(caller.server.gate)
    if (denied !== undefined) throw denied
    if (caller.server.outOfMemory && (flags & Flag.ALLOW_OOM) === 0) {
      throw new CommandError(
        'OOM',
        "allow-oom flag is not set on the script, can not run it when used memory > 'maxmemory'",
      )
    }
  }
  return new Run(request)
}
