import type { Client } from './client.ts'
import type { Argv } from './command.ts'

/** What redis-server allocates for an idle client: its state and smallest buffers. */
const IDLE_CLIENT_BYTES = 1800
/** What a queued command takes besides its arguments. */
const QUEUED_BYTES = 24

/** The bytes that a queued command of MULTI takes. */
export function queuedMemory(argv: Argv): number {
  return QUEUED_BYTES + argvMemory(argv)
}

export function argvMemory(argv: Argv): number {
  let bytes = 0
  for (const argument of argv) bytes += argument.length
  return bytes
}

/**
 * The bytes that a client takes: its actual buffers and queue, and for its state what redis-server allocates.
 */
export function clientMemory(client: Client): number {
  const { queryBuffer, outputBuffer } = client.connection
  return IDLE_CLIENT_BYTES + queryBuffer + outputBuffer + client.queuedBytes
}
