import type { Socket } from 'node:net'

/** As much as Node reads at once. */
const BUFFER: Buffer = Buffer.allocUnsafeSlow(65_536)

/** Returns whether Node may go on reading. */
type Receive = (chunk: Buffer) => boolean

/** What Node's `onread` sets up, if this Node has it. */
interface Handle {
  useUserBuffer?(buffer: Buffer): void
}

/**
 * Makes Node read everything that sockets receive into one buffer; otherwise each read allocates 64 KB, which is a tenth of a
 * PING without a pipeline. `receive` must have finished with the chunk when it returns.
 *
 * Node offers this as `onread` for sockets that connect; a server's sockets have the same fields, under undocumented names.
 * If these are not found, nothing changes, and `push` is called.
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
