import type { Client } from './client.ts'
import type { Argv } from './command.ts'

/** What redis-server allocates for an idle client: its state and smallest buffers. */
const IDLE_CLIENT_BYTES = 1800
/** What a queued command takes besides its arguments, and each of these besides its bytes. */
const QUEUED_BYTES = 24
const POINTER_BYTES = 8
/** What is allocated for the client with each key that it watches, each prefix that it tracks, and each pattern and channel. */
const WATCH_BYTES = 56
const PREFIX_BYTES = 35
const PATTERN_BYTES = 24
const CHANNEL_BYTES = 32

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
  const { queryBuffer, queryBufferFree, argumentBytes, outputBuffer } = client.connection
  const requestBytes = queryBuffer + queryBufferFree + argumentBytes
  const queueBytes = client.queuedBytes + QUEUED_BYTES * client.queue.length
  const listenerBytes =
    PATTERN_BYTES * client.patterns + CHANNEL_BYTES * (client.channels + client.shardChannels)
  const watcherBytes =
    WATCH_BYTES * client.watching + PREFIX_BYTES * (client.tracking?.prefixes.size ?? 0)
  return IDLE_CLIENT_BYTES + requestBytes + outputBuffer + queueBytes + listenerBytes + watcherBytes
}
