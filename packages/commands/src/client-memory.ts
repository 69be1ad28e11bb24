import type { Client } from './client.ts'
import type { Argv } from './command.ts'

/** What redis-server holds for a client that says nothing: its state and smallest buffers. */
const IDLE_CLIENT_BYTES = 1800
/** A queued command's, beside its arguments. */
const QUEUED_BYTES = 24

/** What a command takes that is queued in MULTI. */
export function queuedMemory(argv: Argv): number {
  return QUEUED_BYTES + argvMemory(argv)
}

export function argvMemory(argv: Argv): number {
  let bytes = 0
  for (const argument of argv) bytes += argument.length
  return bytes
}

/**
 * What a client takes, in bytes: its buffers and queue as they are, its state as redis-server's is.
 */
export function clientMemory(client: Client): number {
  const { queryBuffer, outputBuffer } = client.connection
  return IDLE_CLIENT_BYTES + queryBuffer + outputBuffer + client.queuedBytes
}
