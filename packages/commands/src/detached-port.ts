import { EMPTY } from '@resident/bytes'
import type { ConnectionPort } from './client.ts'

/** What stands where a client has no connection: it comes from nowhere, nothing of it waits to be sent, and `own` says the rest. */
export function detachedPort(
  own: Pick<ConnectionPort, 'reply' | 'pushed'> & Partial<ConnectionPort>,
): ConnectionPort {
  return {
    address: EMPTY,
    localAddress: EMPTY,
    kind: 'in-process',
    fd: -1,
    queryBuffer: 0,
    outputBuffer: 0,
    outputChunks: 0,
    unblocked() {},
    useProtocol() {},
    kill() {},
    ...own,
  }
}
