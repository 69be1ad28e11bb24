import type { Bytes } from '@resident/bytes'
import { MIN_STREAM_ID, type StreamId, type StreamLog, type StreamNode } from '@resident/storage'
import { DAMAGED } from './damage.ts'
import { readLength, readUint64, writeLength } from './length.ts'
import type { Output } from './output.ts'
import type { Reading } from './reading.ts'
import { readGroups, writeGroups } from './stream-groups.ts'
import { readId, writeId } from './stream-id.ts'
import { readStreamNode, writeStreamNode } from './stream-node.ts'
import type { StreamRecord } from './stream-record.ts'
import { readBlob, readString, writeBlob, writeString } from './string.ts'
import { STREAM_LISTPACKS_2 } from './value-type.ts'

export function writeStream(output: Output, stream: StreamRecord): void {
  const { log } = stream
  writeLength(output, log.nodes)
  log.eachNode((node: StreamNode) => {
    writeString(output, node.master)
    writeBlob(output, writeStreamNode(node))
  })
  writeLength(output, log.length)
  writeId(output, stream.lastId)
  writeId(output, log.first ?? MIN_STREAM_ID)
  writeId(output, stream.maxDeletedId)
  writeLength(output, stream.entriesAdded)
  writeGroups(output, stream.groups)
}

export function readStream(reading: Reading, type: number): StreamRecord {
  const { input } = reading
  const nodes = readLength(input)
  const log = readLog(reading, nodes)
  // The number of entries and the id of the first are not needed: the log knows them.
  const length = readUint64(input)
  if (nodes === 0 && length !== 0) throw DAMAGED
  const lastId = readId(input)
  if (log.last !== undefined && log.last > lastId) throw DAMAGED
  const isNew = type === STREAM_LISTPACKS_2
  if (isNew) readId(input)
  const maxDeletedId = isNew ? readId(input) : MIN_STREAM_ID
  const entriesAdded = isNew ? readUint64(input) : length
  const state = { type: 'stream', log, lastId, maxDeletedId, entriesAdded } as const
  return { ...state, groups: readGroups(input, state, isNew) }
}

function readLog({ input, engine, limits }: Reading, nodes: number): StreamLog {
  const log = engine.stream(limits)
  let after = MIN_STREAM_ID
  for (let left = nodes; left > 0; left--) {
    const master: Bytes = readString(input)
    if (master.length !== MIN_STREAM_ID.length) throw DAMAGED
    const node = readStreamNode(master as StreamId, readBlob(input), after)
    after = node.lastEver ?? after
    // A node whose entries are all deleted stays, as in Redis; one that never had any is dropped.
    if (node.lastEver !== undefined) log.appendNode(node)
  }
  return log
}
