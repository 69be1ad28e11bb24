import { Packr } from 'msgpackr'
import type { Frame, Header } from './frames.ts'

const packr = new Packr({ useRecords: false })

/** A frame as it is stored in the file: the length in four bytes, big-endian, then MessagePack. */
export function packFrame(frame: Header | Frame): Buffer {
  const packed = packr.pack(frame)
  const framed = Buffer.allocUnsafe(4 + packed.length)
  framed.writeUInt32BE(packed.length)
  framed.set(packed, 4)
  return framed
}

export function unpackFrame(packed: Uint8Array): unknown {
  return packr.unpack(packed)
}
