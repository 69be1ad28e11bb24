import type { Mark, ReplyWriter } from '@resident/protocol'
import { account, announce } from './account.ts'
import { type Client, Mode } from './client.ts'
import { queuedMemory } from './client-memory.ts'
import { isRedirection, redirectionOf } from './cluster/redirection.ts'
import type { Argv } from './command.ts'
import { CommandError, err, INTERNAL, MISCONF, NOAUTH, OOM, wrongArity } from './errors.ts'
import { Gate, SINGLY, WATCHED } from './gate.ts'
import { anyQueued, mayReplicate } from './pause.ts'
import { refusalIn } from './refusal-in.ts'
import type { ServerStats } from './server-port.ts'
import { type Row, unknownCommand } from './table.ts'
import { writesDenied } from './writes-denied.ts'

/** The error for an EXEC that was itself refused. */
const execAborted = ({ code, message }: CommandError): CommandError =>
  new CommandError(
    'EXECABORT',
    `Transaction discarded because of: ${code === 'ERR' ? '' : `${code} `}${message}`,
  )

const NO_MULTI = err('Command not allowed inside a transaction')
const NOT_FOR_MONITORS = err("Replica can't interact with the keyspace")

/**
 * One request: find, check, queue or run, reply. Exactly one reply is written,
 * except by the few commands that by their nature give several or none.
 *
 * `row` is the top-level row that `argv[0]` names, looked up by the caller.
 */
export function execute(
  client: Client,
  argv: Argv,
  top: Row | undefined,
  reply: ReplyWriter,
): void {
  const row =
    top === undefined || top.subcommands === undefined || argv.length < 2
      ? top
      : top.subcommands.get(argv[1]!.toLowerCase())
  // It is mostly the same one, and a comparison costs less than the garbage collector's write barrier.
  if (client.lastCommand !== row) client.lastCommand = row
  if ((client.mode | client.server.gate) !== 0 || row === undefined || !row.isPlain(argv.length)) {
    return executeClosely(client, argv, row, reply)
  }
  run(client, row, argv, reply)
  const { blocking } = client.server
  if (blocking.pending) blocking.serve()
}

/** For everything unusual: a client or a server in an unusual state, or a request that will be refused. */
function executeClosely(
  client: Client,
  argv: Argv,
  row: Row | undefined,
  reply: ReplyWriter,
): void {
  if (row === undefined && isAttack(argv)) return client.connection.kill()
  const isWatched = (client.server.gate & WATCHED) !== 0 && row?.command.governs !== true
  if (isWatched) executeWatched(client, argv, row, reply)
  else answer(client, argv, row, reply, undefined)
}

/** The same where there are faults to be made or taps of the embedding program. */
function executeWatched(
  client: Client,
  argv: Argv,
  row: Row | undefined,
  reply: ReplyWriter,
): void {
  const { server } = client
  const answers = client.connection.answers!
  const mark = reply.mark()
  const refusal = server.taps.begin(client, row, argv)
  const strike = server.faults.meet(client, row, argv)
  if (client.blocked) return
  if (!strike?.unexecuted) answer(client, argv, row, reply, refusal ?? strike?.refusal)
  if (client.postponed !== undefined) return server.faults.keep(client, strike)
  if (strike?.ends) answers.endWith(reply, mark, (length) => strike.keptOf(length))
  if (!client.blocked) server.taps.end(client, answers.said(reply, mark))
}

/** Answers a request, or puts it off. `ordered`: the refusal that a fault or tap wants, unless Redis has a reason of its own. */
function answer(
  client: Client,
  argv: Argv,
  row: Row | undefined,
  reply: ReplyWriter,
  ordered: CommandError | undefined,
): void {
  const { tracking, pause, suspension, blocking } = client.server
  tracking.begin(client)
  const refusal = refusalOf(client, row, argv) ?? ordered
  if (refusal !== undefined) refuse(client, row, argv, refusal, reply)
  // If it is closing, making room for the command has evicted this very client.
  else if (!client.closing) {
    if (pause.active && pause.stops(client, row!, argv)) pause.hold(client, argv)
    else if (suspension.holdsOthers) suspension.keep(client, argv)
    else if (client.is(Mode.MULTI) && !runsInsideMulti(row!)) enqueue(client, row!, argv, reply)
    else {
      tracking.execute()
      run(client, row!, argv, reply)
      tracking.answered()
      if (blocking.pending) blocking.serve()
    }
  }
  tracking.end(client, row)
}

/** Runs a command that is allowed to run. A refusal or an exception replaces what it had written so far. */
export function run(client: Client, row: Row, argv: Argv, reply: ReplyWriter): void {
  const mark: Mark = reply.mark()
  const { batch, clock, gate, stats } = client.server
  if (argv.length <= row.briefUpTo && (gate & SINGLY) === 0) {
    row.calls++
    stats.commands++
    batch.count(row)
    try {
      row.run!(client, argv, reply)
    } catch (thrown) {
      fail(client, row, thrown, mark, reply)
    }
    return
  }
  if ((gate & SINGLY) !== 0) announce(client, row, argv)
  const start = clock.elapsed()
  try {
    row.run!(client, argv, reply)
  } catch (thrown) {
    fail(client, row, thrown, mark, reply)
  }
  account(client, row, argv, (clock.elapsed() - start) * 1000)
}

/**
 * Whether a browser was tricked into sending HTTP here: it cannot avoid the words `POST` and `Host:`.
 * Redis closes such a connection without a reply, and drops pending ones.
 */
function isAttack(argv: Argv): boolean {
  const name = argv[0]!.toLowerCase()
  return name === 'post' || name === 'host:'
}

/** What forbids the request, in Redis's order of checks. */
function refusalOf(client: Client, row: Row | undefined, argv: Argv): CommandError | undefined {
  if (row === undefined) return unknownCommand(client.server.table, argv)
  if (!row.fits(argv.length) || row.run === undefined) return wrongArity(row.fullName)
  const forbidden = row.command.forbids?.(client)
  if (forbidden !== undefined) return forbidden
  if (client.is(Mode.UNAUTHENTICATED) && !row.noAuth) return NOAUTH
  if (client.is(Mode.MULTI) && row.noMulti) return NO_MULTI
  if (client.is(Mode.RESTRICTED)) {
    const refusal = client.server.acl.refusalOf(client, row, argv)
    if (refusal !== undefined) return refusal
  }
  if ((client.server.gate & Gate.CLUSTERED) !== 0) {
    const redirection = redirectionOf(client, row, argv)
    if (redirection !== undefined) return redirection
  }
  if ((client.server.gate & (Gate.MEMORY | Gate.BUSY)) === Gate.MEMORY) {
    client.connection.weigh?.(argv)
    if (client.server.makeRoom() && asksForRoom(client, row, argv)) return OOM
  }
  if ((client.server.gate & Gate.TRACKED) !== 0) client.server.tracking.heedLimit()
  const denied = writesDenied(client.server.gate)
  if (denied !== undefined) {
    // PING is refused for a failed save, since clients use it to check the server's health.
    if (isWrite(client, row, argv) || (denied === MISCONF && row.fullName === 'ping')) return denied
  }
  if (client.is(Mode.SUBSCRIBED) && client.resp === 2 && !SUBSCRIBED_MAY.has(row.fullName)) {
    return err(
      `Can't execute '${row.fullName}': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context`,
    )
  }
  if (client.is(Mode.MONITOR) && touchesKeys(client, row, argv)) return NOT_FOR_MONITORS
  return row.allowBusy ? undefined : client.server.suspension.refusal
}

/** Whether the command reads, writes or is propagated to replicas. */
function touchesKeys(client: Client, row: Row, argv: Argv): boolean {
  if (row.fullName === 'exec') return anyQueued(client, touchesKeys)
  return row.readonly || mayReplicate(client, row, argv)
}

/** Whether the command may change the data. */
function isWrite(client: Client, row: Row, argv: Argv): boolean {
  if (row.fullName === 'exec') return anyQueued(client, isWrite)
  return row.command.declared?.(client, argv)?.write ?? row.write
}

/** Whether the command may need memory. Queueing does; but it must remain possible to leave MULTI. */
function asksForRoom(client: Client, row: Row, argv: Argv): boolean {
  if (row.fullName === 'exec') return anyQueued(client, needsRoom)
  return needsRoom(client, row, argv) || (client.is(Mode.MULTI) && !LEAVES_MULTI.has(row.fullName))
}

function needsRoom(client: Client, row: Row, argv: Argv): boolean {
  return row.command.declared?.(client, argv)?.denyoom ?? row.denyoom
}

const LEAVES_MULTI: ReadonlySet<string> = new Set(['discard', 'quit', 'reset'])

/** What a client that is subscribed over RESP2 may still run. */
const SUBSCRIBED_MAY: ReadonlySet<string> = new Set([
  'ping',
  'subscribe',
  'ssubscribe',
  'unsubscribe',
  'sunsubscribe',
  'psubscribe',
  'punsubscribe',
  'quit',
  'reset',
])

/** What runs at once between MULTI and EXEC. */
const RUNS_INSIDE_MULTI: ReadonlySet<string> = new Set([
  'exec',
  'discard',
  'multi',
  'watch',
  'quit',
  'reset',
])

function runsInsideMulti(row: Row): boolean {
  return RUNS_INSIDE_MULTI.has(row.fullName)
}

function enqueue(client: Client, row: Row, argv: Argv, reply: ReplyWriter): void {
  // A transaction that will not run need not be kept.
  if (!client.queueBroken && !client.watchBroken) {
    client.queue.push({ row, argv })
    client.queuedBytes += queuedMemory(argv)
  }
  reply.status('QUEUED')
}

function refuse(
  client: Client,
  row: Row | undefined,
  argv: Argv,
  refusal: CommandError,
  reply: ReplyWriter,
): void {
  if (row !== undefined) row.rejected++
  if (row?.fullName === 'exec') return refuseExec(client, row, argv, refusal, reply)
  // A transaction that lacks one of its commands must not run.
  if (client.is(Mode.MULTI)) client.queueBroken = true
  say(client, refusal, reply)
}

/** Refuses EXEC, and ends the transaction. MONITOR shows that, unless the refusal is a redirection. */
function refuseExec(
  client: Client,
  row: Row,
  argv: Argv,
  refusal: CommandError,
  reply: ReplyWriter,
): void {
  client.discardTransaction()
  if (isRedirection(refusal)) return say(client, refusal, reply)
  say(client, execAborted(refusal), reply)
  if ((client.server.gate & Gate.MONITORED) !== 0) client.server.monitors.feed(client, row, argv)
}

function fail(client: Client, row: Row, thrown: unknown, mark: Mark, reply: ReplyWriter): void {
  reply.rollback(mark)
  row.failed++
  const refusal = refusalIn(thrown)
  say(client, refusal, reply)
  if (refusal === INTERNAL) {
    client.server.onFault({ error: thrown, command: row.fullName, client })
  }
}

/** Writes the refusal, and counts it for INFO's errorstats. */
export function say(client: Client, refusal: CommandError, reply: ReplyWriter): void {
  countError(client.server.stats, refusal.code)
  reply.error(refusal.code, refusal.message || undefined)
}

/** Counts an error reply for INFO's errorstats. */
export function countError({ errors }: ServerStats, code: string): void {
  errors.set(code, (errors.get(code) ?? 0) + 1)
}
