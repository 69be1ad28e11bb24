import type { LuaState } from '../lua/index.ts'
import { openBit } from './bit.ts'
import { openCjson } from './cjson/index.ts'
import { openCmsgpack } from './cmsgpack/index.ts'
import { openStruct } from './struct/index.ts'

/** Puts the libraries that Redis has beside Lua's own into the globals, in its order. */
export function openLibraries(L: LuaState): void {
  openCjson(L)
  openStruct(L)
  openCmsgpack(L)
  openBit(L)
}
