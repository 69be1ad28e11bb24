import { EMPTY } from '@resident/bytes'
import type { ConnectionPort } from './client.ts'

/** The port of a client without a connection: it has no address and no pending input or output; `own` adds the rest. */
export function detachedPort(
  own: Pick<ConnectionPort, 'reply' | 'pushed'> & Partial<ConnectionPort>,
): ConnectionPort {
  return {
    address: EMPTY,
    localAddress: EMPTY,
    kind: 'in-process',
    fd: -1,
    queryBuffer: 0,
    queryBufferFree: 0,
    argumentBytes: 0,
    outputBuffer: 0,
    outputChunks: 0,
    unblocked() {},
    useProtocol() {},
    kill() {},
    ...own,
  }
}
