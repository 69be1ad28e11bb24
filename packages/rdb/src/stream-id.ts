import { type StreamId, streamIdMs, streamIdOf, streamIdSeq } from '@resident/storage'
import type { Input } from './input.ts'
import { readUint64, writeLength } from './length.ts'
import type { Output } from './output.ts'

// The ids beside the entries are written as two lengths each; those before nodes and in pending lists as 16 bytes.

export function writeId(output: Output, id: StreamId): void {
  writeLength(output, streamIdMs(id))
  writeLength(output, streamIdSeq(id))
}

export function readId(input: Input): StreamId {
  const ms = readUint64(input)
  return streamIdOf(ms, readUint64(input))
}
