import type { Bytes } from '@resident/bytes'
import {
  LUA_OK,
  LuaClosure,
  type LuaState,
  luaL_loadbuffer,
  type Prototype,
  push,
  valueAt,
} from './lua/index.ts'

/** How many characters of source are kept at most; with what is compiled from them they take about four times as much. */
const MOST = 2 ** 20

/**
 * What the process has compiled recently, for whichever of its servers: in tests each test may have a server of its own, and
 * loads the same scripts into it. Prototypes never change, so they can be shared; each state has its own closures.
 */
export class CompiledChunks {
  readonly #name: string
  readonly #bySource = new Map<Bytes, Prototype>()
  #size = 0

  /** `name` is the name of the chunks that errors show. */
  constructor(name: string) {
    this.#name = name
  }

  /** Pushes the chunk of this source, or the error, as `luaL_loadbuffer` does. No other function may be running. */
  load(L: LuaState, source: Bytes): number {
    const known = this.#bySource.get(source)
    if (known !== undefined) {
      push(L, new LuaClosure(known, [], L.global.globals))
      return LUA_OK
    }
    const status = luaL_loadbuffer(L, source, this.#name)
    if (status === LUA_OK) this.#keep(source, (valueAt(L, -1) as LuaClosure).prototype)
    return status
  }

  /** Drops the oldest ones if there are too many. */
  #keep(source: Bytes, prototype: Prototype): void {
    this.#bySource.set(source, prototype)
    this.#size += source.length
    for (const oldest of this.#bySource.keys()) {
      if (this.#size <= MOST) return
      this.#bySource.delete(oldest)
      this.#size -= oldest.length
    }
  }
}
