import { ascii, type Bytes } from '@resident/bytes'
import { StreamNode, streamIdOf } from '@resident/storage'
import { writeLength } from '../src/length.ts'
import type { Output } from '../src/output.ts'
import { writeId } from '../src/stream-id.ts'
import { writeStreamNode } from '../src/stream-node.ts'
import { writeBlob, writeString } from '../src/string.ts'
import { INTEGERS, NEARLY } from './cases.ts'
import {
  blobPayload,
  payloadOf,
  plainPayload,
  quicklistPayload,
  ziplist,
  zipmap,
} from './old-encodings.ts'

const SHORT = [...INTEGERS, ...NEARLY, 'x'.repeat(63), 'x'.repeat(64)]
const MIXED = [...SHORT, 'y'.repeat(253), 'z'.repeat(300)]

/** Payloads as versions before 7.0 wrote them. */
export const oldPayloads: Record<string, Bytes> = {
  'a linked list': plainPayload(1, MIXED),
  'scores as text': plainPayload(
    3,
    ['a', 'b', 'c', 'd', 'e'],
    ['1.5', 'inf', '-inf', '3', '1e100'],
  ),
  'a zipmap': blobPayload(9, zipmap(SHORT)),
  'a ziplist for a list': blobPayload(10, ziplist([...MIXED, 'w'.repeat(20000), 'v'])),
  'a ziplist for a sorted set': blobPayload(12, ziplist(['a', '1', 'b', '2.5', 'c', '3000000000'])),
  'a ziplist for a hash': blobPayload(13, ziplist(SHORT)),
  'a quicklist of ziplists': quicklistPayload(14, [ziplist([]), ziplist(MIXED), ziplist([])]),
  'a stream of 6.2': payloadOf(15, writeOldStream),
}

/** Two entries, and groups that do not tell how much they have read. */
function writeOldStream(output: Output): void {
  const first = streamIdOf(2, 0)
  const node = new StreamNode(first, [ascii('a')])
  node.append(first, [ascii('a'), ascii('1')])
  node.append(streamIdOf(4, 0), [ascii('a'), ascii('2')])
  writeLength(output, 1)
  writeString(output, first)
  writeBlob(output, writeStreamNode(node))
  writeLength(output, 2)
  writeId(output, streamIdOf(5, 0))
  const groups = { before: 1, first: 2, between: 3, last: 4, tip: 5, after: 9 }
  writeLength(output, Object.keys(groups).length)
  for (const [name, ms] of Object.entries(groups)) {
    writeString(output, ascii(name))
    writeId(output, streamIdOf(ms, 0))
    writeLength(output, 0)
    writeLength(output, 0)
  }
}
