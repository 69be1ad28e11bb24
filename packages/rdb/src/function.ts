import { ascii, type Bytes } from '@resident/bytes'
import type { Input } from './input.ts'
import { readLength } from './length.ts'
import { FUNCTION } from './opcode.ts'
import { readString } from './string.ts'

/** Reads a library's code. The older form has its engine and name beside it; now they are in its first line. */
export function readFunction(input: Input, opcode: number): Bytes {
  if (opcode !== FUNCTION) return readString(input)
  const name = readString(input)
  const engine = readString(input)
  const isDescribed = readLength(input) !== 0
  if (isDescribed) readString(input)
  return ascii(`#!${engine} name=${name}\n${readString(input)}`)
}
