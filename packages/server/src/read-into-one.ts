import type { Socket } from 'node:net'

/** As much as Node reads in one go. */
const BUFFER: Buffer = Buffer.allocUnsafeSlow(65_536)

/** Says whether Node may go on reading. */
type Receive = (chunk: Buffer) => boolean

/** What Node's `onread` sets up, where it has it. */
interface Handle {
  useUserBuffer?(buffer: Buffer): void
}

/**
 * Has Node read all that sockets receive into one and the same buffer, where otherwise each read takes 64 KB anew: of PING
 * without a pipeline that is a tenth. `receive` must be through with the chunk when it returns.
 *
 * Node offers this as `onread` to who connects; a server's sockets have the same fields, by names that are not told. Where
 * they are not to be found all stays as it is, and `push` is called.
 */
export function readIntoOne(socket: Socket, receive: Receive): void {
  const fields = socket as unknown as Record<symbol, unknown>
  const { _handle: handle } = socket as unknown as { _handle?: Handle | null }
  const buffer = fieldOf(socket, 'kBuffer')
  const callback = fieldOf(socket, 'kBufferCb')
  if (handle?.useUserBuffer === undefined || buffer === undefined || callback === undefined) return
  fields[buffer] = BUFFER
  fields[callback] = (length: number) => receive(BUFFER.subarray(0, length))
  handle.useUserBuffer(BUFFER)
}

function fieldOf(socket: Socket, name: string): symbol | undefined {
  return Object.getOwnPropertySymbols(socket).find(({ description }) => description === name)
}
