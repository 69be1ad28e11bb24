import type { Bytes } from '@resident/bytes'

/** A request as a client sends it, one character per byte. */
export function encodeRequest(argv: readonly Bytes[]): Bytes {
  let text = `*${argv.length}\r\n`
  for (const argument of argv) text += `$${argument.length}\r\n${argument}\r\n`
  return text as Bytes
}
