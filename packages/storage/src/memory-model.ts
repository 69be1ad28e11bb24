// What redis-server allocates for the parts of a value, so that `bytes` of
// every engine means what maxmemory and MEMORY USAGE mean. The numbers are of
// 7.0.15 on 64 bits with jemalloc.

/** The size of jemalloc's class for a request of `size` bytes. */
export function allocatedBytes(size: number): number {
  if (size <= 8) return 8
  if (size <= 128) return (size + 15) & ~15
  // Four classes to each doubling.
  const step =
    size <= 1 << 30 ? 1 << (29 - Math.clz32(size - 1)) : 2 ** (Math.ceil(Math.log2(size)) - 3)
  return Math.ceil(size / step) * step
}

/** A string of `length` bytes with its sds header and its end. */
export function sdsBytes(length: number): number {
  const header = length < 32 ? 1 : length < 256 ? 3 : length < 65536 ? 5 : length < 2 ** 32 ? 9 : 17
  return allocatedBytes(header + length + 1)
}

/** redisObject, which every value has. */
export const OBJECT_BYTES = 16

/** dict, without its table. */
export const DICT_BYTES = 56

/** dictEntry. */
export const DICT_ENTRY_BYTES = 24

/** The table of a dict with `entries` entries: pointers, a power of two. */
export function dictTableBytes(entries: number): number {
  if (entries === 0) return 0
  return entries <= 4 ? 32 : 8 * 2 ** (32 - Math.clz32(entries - 1))
}

/** zset, its skip list with the header node, and its dict without the table. */
export const SKIPLIST_BYTES: number = 16 + 32 + 640 + DICT_BYTES

/** zskiplistNode, as the mean over its random levels. */
export const SKIPLIST_NODE_BYTES = 53

/** stream, without its radix tree. */
export const STREAM_BYTES = 80

/** What a key of the radix tree costs, as the mean over streams of many nodes. */
export const STREAM_NODE_BYTES = 90

/** The room that the last node's listpack is given from the start. */
export const STREAM_TAIL_BYTES = 4096
