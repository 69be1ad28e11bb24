import type { Client } from './client.ts'
import type { Argv } from './command.ts'
import { Gate } from './gate.ts'
import type { Row } from './table.ts'

/** A command is about to run. A script is shown before its commands, and reads its keys when one of these reads. */
export function announce(client: Client, row: Row, argv: Argv): void {
  const { gate, monitors, tracking } = client.server
  if ((gate & Gate.TRACKED) !== 0) tracking.actor = client
  if (!row.runsScript) return
  if ((gate & Gate.TRACKED) !== 0) tracking.beginScript(row, argv)
  if ((gate & Gate.MONITORED) !== 0) monitors.feed(client, row, argv)
}

/**
 * What is noted of a command that was timed singly: for LATENCY, SLOWLOG, MONITOR and INFO, and the keys that a
 * tracking client has read.
 */
export function account(client: Client, row: Row, argv: Argv, microseconds: number): void {
  const { server } = client
  server.batch.exclude(microseconds)
  server.latency.commandTook(row, microseconds)
  row.calls++
  row.microseconds += microseconds
  if (client.blocked) server.blocking.suspend(client, row, argv, microseconds)
  else conclude(client, row, argv, microseconds)
  if ((server.gate & Gate.MONITORED) !== 0 && !row.hidden) server.monitors.feed(client, row, argv)
  if ((server.gate & Gate.TRACKED) !== 0 && row.readonly)
    server.tracking.remember(client, row, argv)
  server.stats.commands++
}

/** A command that had blocked its client is answered: it took so many microseconds `before`, and now so many more. */
export function accountForUnblocked(
  client: Client,
  row: Row,
  argv: Argv,
  before: number,
  microseconds: number,
): void {
  row.microseconds += before + microseconds
  conclude(client, row, argv, before + microseconds)
  client.server.latency.took('command-unblocking', microseconds / 1000)
}

/** A command that had stood still half-way is through, which took so many microseconds beside what is known already. */
export function accountForRest(client: Client, row: Row, argv: Argv, microseconds: number): void {
  row.microseconds += microseconds
  conclude(client, row, argv, microseconds)
}

/** A command has been answered, after so many microseconds of work. */
function conclude(client: Client, row: Row, argv: Argv, microseconds: number): void {
  const { slowlog, latency } = client.server
  slowlog.heed(client, row, argv, microseconds)
  if (latency.tracking) row.record(microseconds, 1)
}
