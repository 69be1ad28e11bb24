import { ascii, type Bytes, fromBuffer, parseStoredInteger, toBuffer } from '@resident/bytes'
import type { StringValue } from '@resident/storage'
import { DAMAGED } from './damage.ts'
import type { Input } from './input.ts'
import { encodingOf, isEncoding, lengthFrom, readLength, writeLength } from './length.ts'
import { lzfCompress, lzfDecompress } from './lzf.ts'
import type { Output } from './output.ts'

const INT8 = 0
const INT16 = 1
const INT32 = 2
const LZF = 3

/** The longest decimal form of a 32-bit integer. */
const LONGEST_INTEGER = 11
/** Redis does not try to compress shorter ones. */
const LONGEST_PLAIN = 20
/** Compression must save at least this many bytes. */
const SAVING = 4
/** The longest JavaScript string. */
const LONGEST = 536870888

/** A string that was never edited in place: bytes, or the integer that Redis would encode as int. */
export type PlainString = Bytes | number | bigint

/** Writes a string in the form that RDB has for all strings: an integer of 1, 2 or 4 bytes, compressed, or as it is. */
export function writeString(output: Output, text: Bytes): void {
  if (text.length <= LONGEST_INTEGER && writeInteger(output, parseStoredInteger(text))) return
  if (output.compress && text.length > LONGEST_PLAIN) {
    if (writeCompressed(output, toBuffer(text))) return
  }
  writeLength(output, text.length)
  output.text(text)
}

/** The same for bytes in a buffer. */
export function writeBlob(output: Output, blob: Uint8Array): void {
  if (blob.length <= LONGEST_INTEGER) return writeString(output, fromBuffer(blob))
  if (output.compress && blob.length > LONGEST_PLAIN && writeCompressed(output, blob)) return
  writeLength(output, blob.length)
  output.block(blob)
}

export function writeStringValue(output: Output, value: PlainString | StringValue): void {
  if (typeof value === 'string') writeString(output, value)
  else if (typeof value === 'object') writeBlob(output, value.view())
  else writeString(output, ascii(String(value)))
}

/** Writes an integer that fits in 32 bits; returns whether there was one. */
function writeInteger(output: Output, value: number | bigint | undefined): boolean {
  if (typeof value !== 'number' || value !== (value | 0)) return false
  if (value === (value << 24) >> 24) {
    output.byte(0xc0 | INT8)
    output.byte(value & 255)
  } else if (value === (value << 16) >> 16) {
    output.byte(0xc0 | INT16)
    output.uint16(value & 65535)
  } else {
    output.byte(0xc0 | INT32)
    output.uint32(value)
  }
  return true
}

/** Writes the string compressed if that is short enough; returns whether it did. */
function writeCompressed(output: Output, blob: Uint8Array): boolean {
  const compressed = lzfCompress(blob, blob.length - SAVING)
  if (compressed === undefined) return false
  output.byte(0xc0 | LZF)
  writeLength(output, compressed.length)
  writeLength(output, blob.length)
  output.block(compressed)
  return true
}

/** Reads a string, however it was written. */
export function readString(input: Input): Bytes {
  const first = input.byte()
  if (!isEncoding(first)) return input.text(Number(lengthFrom(input, first)))
  if (encodingOf(first) === LZF) return fromBuffer(readCompressed(input))
  return ascii(String(readInteger(input, encodingOf(first))))
}

/** The same as a buffer, which may be part of the input's. */
export function readBlob(input: Input): Buffer {
  const first = input.byte()
  if (!isEncoding(first)) return input.block(Number(lengthFrom(input, first)))
  if (encodingOf(first) === LZF) return readCompressed(input)
  return toBuffer(ascii(String(readInteger(input, encodingOf(first)))))
}

/** The same in the form that a key holds: text that spells an integer becomes one. */
export function readStringValue(input: Input): PlainString {
  const text = readString(input)
  return parseStoredInteger(text) ?? text
}

function readInteger(input: Input, encoding: number): number {
  switch (encoding) {
    case INT8:
      return input.int8()
    case INT16:
      return input.int16()
    case INT32:
      return input.int32()
    default:
      throw DAMAGED
  }
}

function readCompressed(input: Input): Buffer {
  const compressed = readLength(input)
  const length = readLength(input)
  const block = input.block(compressed)
  if (length > LONGEST) throw DAMAGED
  // Redis does not notice damage here: for a length of 0 it cannot tell it from success.
  return length === 0 ? Buffer.alloc(0) : lzfDecompress(block, length)
}
