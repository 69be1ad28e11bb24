// The byte that says how a value is written. Those that Redis 7.0 itself writes:

export const STRING = 0
export const SET = 2
export const HASH = 4
export const ZSET_2 = 5
export const SET_INTSET = 11
export const HASH_LISTPACK = 16
export const ZSET_LISTPACK = 17
export const LIST_QUICKLIST_2 = 18
export const STREAM_LISTPACKS_2 = 19

// Those that it still reads:

export const LIST = 1
export const ZSET = 3
export const HASH_ZIPMAP = 9
export const LIST_ZIPLIST = 10
export const ZSET_ZIPLIST = 12
export const HASH_ZIPLIST = 13
export const LIST_QUICKLIST = 14
export const STREAM_LISTPACKS = 15
