import { type Bytes, owned } from '@resident/bytes'
import { type CommandError, countError, OOM, type Row, writesDenied } from '@resident/commands'
import { err } from '../errors.ts'
import type { Interpreter } from '../interpreter.ts'
import { type LuaFunction, type LuaState, lua_error, push } from '../lua/index.ts'
import type { Run } from '../run.ts'
import { slotRefusalOf } from '../slots.ts'
import { takeArguments } from './arguments.ts'
import { countedError } from './error.ts'

const READ_ONLY_SCRIPT = err('Write commands are not allowed from read-only scripts.')
const NOT_FROM_SCRIPT = err('This Redis command is not allowed from script')
const WRONG_ARITY = err('Wrong number of args calling Redis command from script')

/** What redis.call and redis.pcall refuse. */
const UNKNOWN_COMMAND = err('Unknown Redis command called from script')

/** redis.call(command, …), which raises errors, and redis.pcall, which gives them as tables. */
export function commandCaller(interpreter: Interpreter, raises: boolean): LuaFunction {
  return (L) => {
    const argv = takeArguments(L)
    const succeeded = argv !== undefined && callCommand(interpreter, L, argv)
    return succeeded || !raises ? 1 : lua_error(L)
  }
}

/** Runs a command, and leaves its reply or its error on the stack; says which. */
function callCommand(interpreter: Interpreter, L: LuaState, argv: Bytes[]): boolean {
  const { server, client, writer } = interpreter
  const run = interpreter.run!
  const row = server.table.resolve(argv)
  const refusal = refusalOf(run, row, argv)
  if (refusal !== undefined) {
    countError(server.stats, refusal.code)
    if (row !== undefined) row.rejected++
    push(L, countedError(`${refusal.code} ${refusal.message}`))
    return false
  }
  if (row!.write) run.wrote = true
  if (row!.keeps) own(argv, run.argv)
  writer.begin(L)
  client.lastCommand = row
  server.run(client, row!, argv, writer)
  return !writer.failed
}

/** V8 makes a string of so many characters out of a part of another one by keeping that one whole. */
const SHORTEST_SLICE = 13

/**
 * Copies what may be parts of larger strings: what is stored would keep those in memory, too. What the script was
 * `given` owns its bytes already, and is found faster than copied.
 */
function own(argv: Bytes[], given: readonly Bytes[]): void {
  for (let i = 1; i < argv.length; i++) {
    const argument = argv[i]!
    if (argument.length < SHORTEST_SLICE) continue
    const at = given.indexOf(argument)
    argv[i] = at === -1 ? copyOf(argument) : given[at]!
  }
}

/** What Buffers have beside what their types tell: no encoding to be told, no range to be checked. */
interface Latin1Buffer {
  readonly length: number
  latin1Write(text: string, offset: number): number
  latin1Slice(start: number, end: number): string
}

/** Copies through a buffer that is kept for that: making one takes longer than writing and reading it. */
const scratch = Buffer.allocUnsafeSlow(4096) as unknown as Latin1Buffer

function copyOf(argument: Bytes): Bytes {
  if (argument.length > scratch.length) return owned(argument)
  scratch.latin1Write(argument, 0)
  return scratch.latin1Slice(0, argument.length) as Bytes
}

/** What forbids a script this command, in Redis's order of checks. */
function refusalOf(run: Run, row: Row | undefined, argv: Bytes[]): CommandError | undefined {
  if (row === undefined) return UNKNOWN_COMMAND
  if (!row.fits(argv.length) || row.run === undefined) return WRONG_ARITY
  const { server } = run.caller
  if (row.noScript && server.deniesScripts) return NOT_FROM_SCRIPT
  const denial = server.acl.scriptRefusalOf(run.caller, row, argv)
  if (denial !== undefined) return denial
  if (run.readOnly && row.mayReplicate) return READ_ONLY_SCRIPT
  // What has begun to write is not stopped half-way.
  const denied = row.write && !run.wrote ? writesDenied(server.gate) : undefined
  if (denied !== undefined) return denied
  if (row.denyoom && server.outOfMemory && !run.allowsOom && !run.wrote) return OOM
  return server.cluster === undefined ? undefined : slotRefusalOf(run, row, argv)
}
