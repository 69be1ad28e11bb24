import type { Bytes } from '@resident/bytes'
import type { EncodingLimits, ListValue } from '@resident/storage'
import { DAMAGED, EMPTY_KEY } from './damage.ts'
import { type Entries, textOf } from './entries.ts'
import { readLength, writeLength } from './length.ts'
import { ListpackReader } from './listpack-reader.ts'
import { ListpackWriter } from './listpack-writer.ts'
import { Output } from './output.ts'
import { type Reading, readCount } from './reading.ts'
import { readBlob, readString, writeBlob, writeString } from './string.ts'
import { LIST, LIST_QUICKLIST, LIST_ZIPLIST } from './value-type.ts'
import { ZiplistReader } from './ziplist-reader.ts'

/** A node that is a single long element. */
const PLAIN = 1
const PACKED = 2

/** What -1 to -5 mean for `listMaxListpackSize`, in bytes. */
const NODE_BYTES = [4096, 8192, 16384, 32768, 65536]
/** The most bytes of a node whose limit is a number of entries. */
const SAFE_NODE_BYTES = 8192
/** What Redis adds to the length of an element for its entry in a listpack: a safe estimate. */
const OVERHEAD = 8

export function writeList(output: Output, list: ListValue, limits: EncodingLimits): void {
  const nodes = new Output(output.compress)
  let count = 0
  eachNode(list, limits, (node) => {
    count++
    if (node instanceof ListpackWriter) {
      writeLength(nodes, PACKED)
      writeBlob(nodes, node.finish())
    } else {
      writeLength(nodes, PLAIN)
      writeString(nodes, node)
    }
  })
  writeLength(output, count)
  output.block(nodes.view())
}

/** How many nodes the list would have in Redis, and how many bytes they hold. O(n). */
export function listNodes(
  list: ListValue,
  limits: EncodingLimits,
): { readonly count: number; readonly bytes: number } {
  let count = 0
  let bytes = 0
  eachNode(list, limits, (node) => {
    count++
    bytes += node instanceof ListpackWriter ? node.bytes : node.length
  })
  return { count, bytes }
}

/**
 * Visits the nodes that the list would have in Redis if it had been filled at its tail. (A list that was
 * filled at its head, or cut in the middle, has other nodes there, with the same elements.)
 */
function eachNode(
  list: ListValue,
  limits: EncodingLimits,
  visit: (node: ListpackWriter | Bytes) => void,
): void {
  let packed = new ListpackWriter()
  const flush = (): void => {
    if (packed.count > 0) visit(packed)
    packed = new ListpackWriter()
  }
  list.each(0, list.length - 1, (element) => {
    const isPlain = element.length >= limits.listPackedThreshold
    if (isPlain || !hasRoom(packed, element.length, limits.listMaxListpackSize)) flush()
    if (isPlain) visit(element)
    else packed.append(element)
  })
  flush()
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
