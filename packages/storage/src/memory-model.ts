import { EMPTY_LISTPACK_BYTES } from './listpack-size.ts'

// What redis-server allocates for the parts of a value, so that every engine's
// `bytes` means what maxmemory and MEMORY USAGE mean. The numbers are those of
// 7.0.15 on a 64-bit machine with jemalloc.

/** The bytes that jemalloc sets aside for a request of `size` bytes: its size class. */
export function allocatedBytes(size: number): number {
  if (size <= 8) return 8
  if (size <= 128) return (size + 15) & ~15
  // Four classes to each doubling.
  const step =
    size <= 1 << 30 ? 1 << (29 - Math.clz32(size - 1)) : 2 ** (Math.ceil(Math.log2(size)) - 3)
  return Math.ceil(size / step) * step
}

/** A string of `length` bytes with its sds header and terminating zero. */
export function sdsBytes(length: number): number {
  return length < SHORT ? SHORT_SDS[length]! : allocatedBytes(sdsHeader(length) + length + 1)
}

/** Sizes of strings shorter than this are needed at every write, and are looked up in a table. */
const SHORT = 128

/** How long a string of `length` bytes can become without moving, since jemalloc gives whole size classes. */
export function sdsCapacity(length: number): number {
  const header = sdsHeader(length)
  const capacity = sdsBytes(length) - header - 1
  // Beyond some lengths it needs a longer header, and has to be allocated anew.
  return sdsHeader(capacity) === header ? capacity : length
}

function sdsHeader(length: number): number {
  if (length < 32) return 1
  if (length < 256) return 3
  if (length < 65536) return 5
  return length < 2 ** 32 ? 9 : 17
}

const SHORT_SDS: Uint16Array = Uint16Array.from({ length: SHORT }, (_, length) =>
  allocatedBytes(sdsHeader(length) + length + 1),
)

/** The redisObject that every value has. */
export const OBJECT_BYTES = 16

/** A string that is no integer and was not edited in place: up to 44 bytes it is one allocation with its object. */
export function plainStringBytes(length: number): number {
  return length <= EMBSTR_MOST ? EMBSTR_BYTES[length]! : OBJECT_BYTES + sdsBytes(length)
}

const EMBSTR_MOST = 44
const EMBSTR_BYTES: Uint16Array = Uint16Array.from({ length: EMBSTR_MOST + 1 }, (_, length) =>
  allocatedBytes(OBJECT_BYTES + 3 + length + 1),
)

/** A value in one listpack whose entries take `payload` bytes. */
export function listpackValueBytes(payload: number): number {
  return OBJECT_BYTES + allocatedBytes(EMPTY_LISTPACK_BYTES + payload)
}

/** A hash or a set in a dict whose strings take `payload` bytes. */
export function hashtableValueBytes(entries: number, payload: number): number {
  return OBJECT_BYTES + dictBytes(entries) + payload
}

/** A sorted set in a skip list and a dict, whose members take `payload` bytes. */
export function skiplistValueBytes(entries: number, payload: number): number {
  return (
    OBJECT_BYTES + SKIPLIST_BYTES + entries * SKIPLIST_NODE_BYTES + dictBytes(entries) + payload
  )
}

/** A list whose elements take `payload` bytes in listpacks: as many full nodes as they fill, and one for the rest. */
export function quicklistValueBytes(payload: number): number {
  const full = Math.floor(payload / QUICKLIST_NODE_MOST)
  const rest = EMPTY_LISTPACK_BYTES + payload - full * QUICKLIST_NODE_MOST
  const nodes =
    (full + 1) * QUICKLIST_NODE_BYTES + full * QUICKLIST_NODE_MOST + allocatedBytes(rest)
  return OBJECT_BYTES + QUICKLIST_BYTES + nodes
}

/** An intset whose integers take `width` bytes each. */
export function intsetValueBytes(members: number, width: number): number {
  return OBJECT_BYTES + allocatedBytes(INTSET_BYTES + members * width)
}

/** A stream whose nodes (`streamNodeBytes` each) take `payload` bytes; `tail` is the length of the last one's listpack. */
export function streamValueBytes(payload: number, tail: number): number {
  // The last node has room to grow from the start.
  const spare = tail === 0 ? 0 : Math.max(0, STREAM_TAIL_BYTES - allocatedBytes(tail))
  return OBJECT_BYTES + STREAM_BYTES + payload + spare
}

/** A node of a stream with its key in the radix tree. */
export function streamNodeBytes(listpackBytes: number): number {
  return STREAM_KEY_BYTES + allocatedBytes(listpackBytes)
}

function dictBytes(entries: number): number {
  return DICT_BYTES + dictTableBytes(entries)
}

/** The entries of a dict and its table of pointers. */
export function dictTableBytes(entries: number): number {
  return 8 * dictSlots(entries) + entries * DICT_ENTRY_BYTES
}

/** How many pointers the table of a dict has: a power of two. */
export function dictSlots(entries: number): number {
  if (entries === 0) return 0
  if (entries <= 4) return 4
  // Needed at every write; a shift costs a tenth of `**`.
  const bits = 32 - Math.clz32(entries - 1)
  return bits < 31 ? 1 << bits : 2 ** bits
}

const DICT_BYTES = 56
const DICT_ENTRY_BYTES = 32
/** zset, zskiplist and its header node. */
const SKIPLIST_BYTES = 16 + 32 + 640
/** zskiplistNode, the mean over its random levels. */
const SKIPLIST_NODE_BYTES = 53
const QUICKLIST_BYTES = 48
const QUICKLIST_NODE_BYTES = 32
const QUICKLIST_NODE_MOST = 8192
const INTSET_BYTES = 8
const STREAM_BYTES = 80
const STREAM_TAIL_BYTES = 4096
/** The mean over streams of many nodes. */
const STREAM_KEY_BYTES = 90
