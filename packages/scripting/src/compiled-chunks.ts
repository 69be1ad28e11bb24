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

/** So many characters of source are kept at most; with what is made of them they take about four times as much. */
const MOST = 2 ** 20

/**
 * What the process has compiled of late, whichever of its servers asked for it: in tests each has a server of its own,
 * and loads the same scripts into it. Nothing changes a prototype; closures are each state's own.
 */
export class CompiledChunks {
  readonly #name: string
  readonly #bySource = new Map<Bytes, Prototype>()
  #size = 0

  /** `name`: the chunks', as errors show it. */
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

  /** The oldest go first. */
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
