import { ascii, type Bytes } from '@resident/bytes'
import { type Client, Mode } from '../client.ts'
import { argvMemory, clientMemory } from '../client-memory.ts'
import type { Argv } from '../command.ts'

/**
 * One client as CLIENT LIST shows it. `argv`: the request that it is running now, if any; that of a blocked client is known.
 *
 * Reply buffers (rbs, rbp) are 0, since none are allocated in advance.
 */
export function clientLine(client: Client, argv: Argv | undefined): Bytes {
  const { connection } = client
  const now = client.server.clock.now()
  const request = argv ?? client.postponed ?? client.server.blocking.requestOf(client)
  const requestMemory = request === undefined ? 0 : argvMemory(runsInExec(client) ? EXEC : request)
  const inChunks = connection.outputChunks > 0
  const { queryBuffer, queryBufferFree, argumentBytes, outputBuffer } = connection
  return ascii(
    `id=${client.id} addr=${connection.address} laddr=${connection.localAddress} fd=${connection.fd}` +
      ` name=${client.name} age=${seconds(now - client.connectedAt)}` +
      ` idle=${seconds(now - client.lastInteraction)} flags=${flagsOf(client)} db=${client.db.index}` +
      ` sub=${client.channels} psub=${client.patterns} ssub=${client.shardChannels}` +
      ` multi=${client.is(Mode.MULTI) ? client.queue.length : -1}` +
      ` qbuf=${queryBuffer} qbuf-free=${queryBufferFree} argv-mem=${requestMemory + argumentBytes} multi-mem=${client.queuedBytes} rbs=0 rbp=0` +
      ` obl=${inChunks ? 0 : outputBuffer} oll=${connection.outputChunks}` +
      ` omem=${inChunks ? outputBuffer : 0}` +
      ` tot-mem=${clientMemory(client) + requestMemory}` +
      ` events=${inChunks ? 'rw' : 'r'} cmd=${client.lastCommand?.fullName ?? 'NULL'}` +
      ` user=${client.user.name} redir=${client.tracking === undefined ? -1 : client.redirection} resp=${client.resp}`,
  )
}

/** Of what EXEC runs, the request is EXEC. */
const EXEC: Argv = [ascii('EXEC')]

function runsInExec(client: Client): boolean {
  return client.is(Mode.MULTI) && client.lastCommand?.fullName === 'exec'
}

function seconds(milliseconds: number): number {
  return Math.max(0, Math.floor(milliseconds / 1000))
}

/** In Redis's order of letters. */
function flagsOf(client: Client): string {
  let flags = ''
  if (client.is(Mode.MONITOR)) flags += 'O'
  if (client.subscriptions > 0) flags += 'P'
  if (client.is(Mode.MULTI)) flags += 'x'
  if (client.blocked) flags += 'b'
  if (client.tracking !== undefined) flags += 't'
  if (client.tracking?.broken) flags += 'R'
  if (client.tracking?.bcast) flags += 'B'
  if (client.watchBroken) flags += 'd'
  if (client.closing) flags += 'c'
  if (client.unblocked) flags += 'u'
  if (client.connection.kind === 'unix') flags += 'U'
  if (client.readsReplicas) flags += 'r'
  if (client.noEvict) flags += 'e'
  return flags === '' ? 'N' : flags
}
