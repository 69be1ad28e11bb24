import { ascii, type Bytes, parseStoredInteger } from '@resident/bytes'
import { endPayload } from '../src/footer.ts'
import { writeLength } from '../src/length.ts'
import { Output } from '../src/output.ts'
import { writeBlob, writeString } from '../src/string.ts'

// What Redis no longer writes but still reads, written as versions before 7.0 did.

/** A payload of the given type, its body written by `write`. */
export function payloadOf(type: number, write: (output: Output) => void): Bytes {
  const output = new Output(true)
  output.byte(type)
  write(output)
  return endPayload(output)
}

export function blobPayload(type: number, blob: Uint8Array): Bytes {
  return payloadOf(type, (output) => writeBlob(output, blob))
}

/** The payload of a quicklist of ziplists. */
export function quicklistPayload(type: number, nodes: readonly Uint8Array[]): Bytes {
  return payloadOf(type, (output) => {
    writeLength(output, nodes.length)
    for (const node of nodes) writeBlob(output, node)
  })
}

/** A linked list; a sorted set too, with its scores in between written as text. */
export function plainPayload(
  type: number,
  elements: readonly string[],
  scores?: readonly string[],
): Bytes {
  return payloadOf(type, (output) => {
    writeLength(output, elements.length)
    elements.forEach((element, i) => {
      writeString(output, ascii(element))
      if (scores !== undefined) writeTextScore(output, scores[i] as string)
    })
  })
}

function writeTextScore(output: Output, score: string): void {
  if (score === 'inf') return output.byte(254)
  if (score === '-inf') return output.byte(255)
  output.byte(score.length)
  output.text(ascii(score))
}

export function ziplist(elements: readonly string[]): Buffer {
  const output = new Output(false)
  output.uint32(0)
  output.uint32(0)
  output.uint16(elements.length)
  let before = output.length
  let previous = 0
  for (const element of elements) {
    before = output.length
    if (previous < 254) output.byte(previous)
    else {
      output.byte(254)
      output.uint32(previous)
    }
    writeZiplistContent(output, element)
    previous = output.length - before
  }
  output.byte(255)
  output.patchUint32(0, output.length)
  output.patchUint32(4, before)
  return output.take()
}

function writeZiplistContent(output: Output, element: string): void {
  const integer = element.length <= 20 ? parseStoredInteger(element) : undefined
  if (integer !== undefined) return writeZiplistInteger(output, integer)
  const length = element.length
  if (length < 64) output.byte(length)
  else if (length < 16384) {
    output.byte(0x40 | (length >> 8))
    output.byte(length & 255)
  } else {
    output.byte(0x80)
    output.uint32BigEndian(length)
  }
  output.text(ascii(element))
}

function writeZiplistInteger(output: Output, value: number | bigint): void {
  if (value >= 0 && value <= 12) return output.byte(0xf1 + Number(value))
  if (value >= -128 && value <= 127) {
    output.byte(0xfe)
    return output.byte(Number(value) & 255)
  }
  if (value >= -32768 && value <= 32767) {
    output.byte(0xc0)
    return output.uint16(Number(value) & 65535)
  }
  if (value >= -8388608 && value <= 8388607) {
    output.byte(0xf0)
    return output.uint24(Number(value))
  }
  if (value >= -2147483648 && value <= 2147483647) {
    output.byte(0xd0)
    return output.uint32(Number(value))
  }
  output.byte(0xe0)
  output.int64(value)
}

/** Fields and values in turn; every value with a byte that it does not use. */
export function zipmap(elements: readonly string[]): Buffer {
  const output = new Output(false)
  output.byte(Math.min(elements.length / 2, 254))
  elements.forEach((element, i) => {
    if (element.length < 254) output.byte(element.length)
    else {
      output.byte(254)
      output.uint32(element.length)
    }
    if (i % 2 === 1) output.byte(1)
    output.text(ascii(element))
    if (i % 2 === 1) output.byte(0)
  })
  output.byte(255)
  return output.take()
}
