import type { EncodingLimits, ListValue } from '@resident/storage'
import { DAMAGED, EMPTY_KEY } from './damage.ts'
import { type Entries, textOf } from './entries.ts'
import { readLength, writeLength } from './length.ts'
import { ListpackReader } from './listpack-reader.ts'
import { ListpackWriter } from './listpack-writer.ts'
import { Output } from './output.ts'
import { type Reading, readCount } from './reading.ts'
import { readBlob, readString, writeBlob } from './string.ts'
import { LIST, LIST_QUICKLIST, LIST_ZIPLIST } from './value-type.ts'
import { ZiplistReader } from './ziplist-reader.ts'

/** A node that is one element by itself: those of a gibibyte and more. */
const PLAIN = 1
const PACKED = 2

/** What -1 to -5 mean for `listMaxListpackSize`, in bytes. */
const NODE_BYTES = [4096, 8192, 16384, 32768, 65536]
/** The most for a node that is limited by its entries. */
const SAFE_NODE_BYTES = 8192
/** What Redis adds to an element for its place in a listpack, on the safe side. */
const OVERHEAD = 8

/**
 * Writes a list in the nodes that Redis would have, had it been filled at its tail. (One that was
 * filled at its head or cut in the middle has other nodes, with the same elements.)
 */
export function writeList(output: Output, list: ListValue, limits: EncodingLimits): void {
  const nodes = new Output(output.compress)
  let count = 0
  let node = new ListpackWriter()
  const flush = (): void => {
    writeLength(nodes, PACKED)
    writeBlob(nodes, node.finish())
    count++
  }
  list.each(0, list.length - 1, (element) => {
    if (node.count > 0 && !hasRoom(node, element.length, limits.listMaxListpackSize)) {
      flush()
      node = new ListpackWriter()
    }
    node.append(element)
  })
  flush()
  writeLength(output, count)
  output.block(nodes.view())
}

function hasRoom(node: ListpackWriter, size: number, limit: number): boolean {
  const bytes = node.bytes + size + OVERHEAD
  if (limit < 0) return bytes <= (NODE_BYTES[Math.min(-limit, NODE_BYTES.length) - 1] as number)
  return bytes <= SAFE_NODE_BYTES && node.count < limit
}

export function readList(reading: Reading, type: number): ListValue {
  const list = reading.engine.list(reading.limits)
  if (type === LIST) readElements(reading, list)
  else if (type === LIST_ZIPLIST) pushAll(list, new ZiplistReader(readBlob(reading.input)))
  else readNodes(reading, list, type)
  if (list.length === 0) throw EMPTY_KEY
  return list
}

function readElements({ input }: Reading, list: ListValue): void {
  for (let left = readCount(input); left > 0; left--) list.push('tail', readString(input))
}

function readNodes({ input }: Reading, list: ListValue, type: number): void {
  for (let left = readCount(input); left > 0; left--) {
    const container = type === LIST_QUICKLIST ? PACKED : readLength(input)
    if (container !== PACKED && container !== PLAIN) throw DAMAGED
    if (container === PLAIN) {
      const element = readString(input)
      if (element.length === 0) throw DAMAGED
      list.push('tail', element)
    } else {
      const blob = readBlob(input)
      pushAll(list, type === LIST_QUICKLIST ? new ZiplistReader(blob) : new ListpackReader(blob))
    }
  }
}

function pushAll(list: ListValue, entries: Entries): void {
  while (entries.more()) list.push('tail', textOf(entries.next()))
}
