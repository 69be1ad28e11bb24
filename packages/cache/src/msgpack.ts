import { Packr } from 'msgpackr'
import type { Codec } from './codec.ts'

// Plain MessagePack: what other languages read, too.
const packr = new Packr({ useRecords: false, variableMapSize: true })

/** Objects as MessagePack: smaller than JSON, and with dates, bytes and bigints of 64 bits as they are. */
export const msgpackCodec: Codec<unknown> = {
  binary: true,
  encode: (value) => packr.pack(value),
  decode: (stored) => packr.unpack(stored as Buffer),
}
