import type { Bytes } from '@resident/bytes'
import { endPayload } from '../src/footer.ts'
import { Output } from '../src/output.ts'

/** The body as a payload of its own, with a version and checksum that are right. */
export function withFooter(body: Uint8Array): Bytes {
  const output = new Output(false)
  output.block(body)
  return endPayload(output)
}
