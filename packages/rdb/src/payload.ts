import { type Bytes, toBuffer } from '@resident/bytes'
import type { EncodingLimits, Engine } from '@resident/storage'
import { DAMAGED, EMPTY_KEY } from './damage.ts'
import { endPayload, hasFooter } from './footer.ts'
import { Input } from './input.ts'
import { Output } from './output.ts'
import { type RdbValue, readValue, typeOfValue, writeValue } from './value.ts'

/**
 * What DUMP returns for a value: its type, the value, and the footer. `limits` decides how a list is
 * cut into nodes; `compress` is rdbcompression.
 */
export function encodePayload(value: RdbValue, limits: EncodingLimits, compress = true): Bytes {
  const output = new Output(compress)
  output.byte(typeOfValue(value))
  writeValue(output, value, limits)
  return endPayload(output)
}

/**
 * Why a payload is refused: 'footer' where Redis says "DUMP payload version or checksum are
 * wrong", 'format' where it says "Bad data format".
 */
export type PayloadRefusal = 'footer' | 'format'

export type DecodedPayload =
  | { readonly value: RdbValue; readonly refusal: undefined }
  | { readonly value: undefined; readonly refusal: PayloadRefusal }

/**
 * Reads the value in a DUMP payload of Redis 7.0 or any earlier version, and has `engine` make it. A
 * stream is returned as a `StreamRecord` of plain Maps.
 *
 * Nothing in the payload is trusted, whatever its checksum says: it is read as Redis reads it with
 * `sanitize-dump-payload yes`. No more memory is taken than the payload's size justifies.
 */
export function decodePayload(
  payload: Bytes,
  engine: Engine,
  limits: EncodingLimits,
): DecodedPayload {
  const bytes = toBuffer(payload)
  if (!hasFooter(bytes)) return { value: undefined, refusal: 'footer' }
  // Redis accepts bytes after the value, and a value that reaches into the footer.
  const input = new Input(bytes, DAMAGED)
  try {
    const type = input.byte()
    return { value: readValue({ input, engine, limits }, type), refusal: undefined }
  } catch (thrown) {
    if (thrown !== DAMAGED && thrown !== EMPTY_KEY) throw thrown
    return { value: undefined, refusal: 'format' }
  }
}
