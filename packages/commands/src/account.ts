import type { Client } from './client.ts'
import type { Argv } from './command.ts'
import { Gate } from './gate.ts'
import type { Row } from './table.ts'

/** To be called before a command runs. MONITOR shows a script before its commands; tracking must know its keys before they read. */
export function announce(client: Client, row: Row, argv: Argv): void {
  const { gate, monitors, tracking } = client.server
  if ((gate & Gate.TRACKED) !== 0) tracking.actor = client
  if (!row.runsScript) return
  if ((gate & Gate.TRACKED) !== 0) tracking.beginScript(row, argv)
  if ((gate & Gate.MONITORED) !== 0) monitors.feed(client, row, argv)
}

/**
 * Accounts for a command that was timed by itself: to LATENCY, SLOWLOG, MONITOR and INFO, and for the keys that a
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

/** Accounts for a command that blocked its client and is answered now: it took `before` microseconds, and now some more. */
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

/** Accounts for a command that was paused half-way and is finished now: it took this many microseconds after the pause. */
export function accountForRest(client: Client, row: Row, argv: Argv, microseconds: number): void {
  row.microseconds += microseconds
  conclude(client, row, argv, microseconds)
}

/** A command has been answered after this much work. */
function conclude(client: Client, row: Row, argv: Argv, microseconds: number): void {
  const { slowlog, latency } = client.server
  slowlog.heed(client, row, argv, microseconds)
  if (latency.tracking) row.record(microseconds, 1)
}
