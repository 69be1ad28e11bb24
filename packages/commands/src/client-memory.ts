import type { Client } from './client.ts'
import type { Argv } from './command.ts'

/** What redis-server allocates for an idle client: its state and smallest buffers. */
const IDLE_CLIENT_BYTES = 1800
/** What a queued command takes besides its arguments, and each of these besides its bytes. */
const QUEUED_BYTES = 24
const POINTER_BYTES = 8

/** The bytes that the arguments of a queued command of MULTI take. */
export function queuedMemory(argv: Argv): number {
  return POINTER_BYTES * argv.length + argvMemory(argv)
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
  const { queryBuffer, argumentBytes, outputBuffer } = client.connection
  const queueBytes = client.queuedBytes + QUEUED_BYTES * client.queue.length
  return IDLE_CLIENT_BYTES + queryBuffer + argumentBytes + outputBuffer + queueBytes
}
