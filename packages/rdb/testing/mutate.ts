import { type Bytes, toBuffer } from '@resident/bytes'
import { FOOTER } from '../src/footer.ts'
import { withFooter } from './with-footer.ts'

const EDGES = [0, 1, 2, 127, 128, 129, 192, 193, 194, 195, 240, 244, 253, 254, 255]

/** The payload with one to three things wrong in it, and the footer right again. */
export function mutate(payload: Bytes, roll: (sides: number) => number): Bytes {
  let body = toBuffer(payload).subarray(0, payload.length - FOOTER)
  for (let left = roll(3); left >= 0; left--) body = damaged(body, roll)
  return withFooter(body)
}

function damaged(body: Buffer, roll: (sides: number) => number): Buffer {
  const copy = Buffer.from(body)
  const at = roll(Math.max(body.length, 1))
  switch (roll(8)) {
    case 0:
      return copy.subarray(0, at)
    case 1:
      return Buffer.concat([
        copy.subarray(0, at),
        copy.subarray(Math.min(at + 1 + roll(4), copy.length)),
      ])
    case 2:
      return Buffer.concat([copy.subarray(0, at), Buffer.from([roll(256)]), copy.subarray(at)])
    case 3:
      copy[at] = (copy[at] ?? 0) ^ (1 << roll(8))
      return copy
    case 4:
      copy[at] = EDGES[roll(EDGES.length)] as number
      return copy
    case 5:
      copy[at] = (copy[at] ?? 0) + (roll(2) === 0 ? 1 : 255)
      return copy
    case 6: {
      const from = roll(Math.max(body.length, 1))
      copy.copyWithin(at, from, from + 1 + roll(8))
      return copy
    }
    default:
      // The type, and what stands first, matter most.
      copy[roll(Math.min(12, body.length))] = roll(256)
      return copy
  }
}
