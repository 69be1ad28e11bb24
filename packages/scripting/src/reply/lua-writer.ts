import { ascii, type Bytes, formatDouble } from '@resident/bytes'
import type { Aggregate, Mark, ReplyWriter } from '@resident/protocol'
import {
  type LuaState,
  lua_gettop,
  lua_newsequence,
  lua_newtable,
  lua_pop,
  lua_pushboolean,
  lua_pushbytes,
  lua_pushnil,
  lua_pushnumber,
  lua_rawgeti,
  lua_rawset,
  lua_rawseti,
  lua_remove,
  lua_setfield,
  lua_settop,
} from '../lua/index.ts'
import { pushCountedError } from '../redis/error.ts'

/** An aggregate whose elements are still coming. Its table stands on the stack, below them. */
interface Open {
  /** What becomes of its elements. Those of an attribute go: scripts do not see them. */
  readonly as: 'array' | 'map' | 'set' | 'nothing'
  filled: number
  /** Infinite until the length is known. */
  missing: number
}

/**
 * What a command answers, as a script gets it: each reply becomes a Lua value on the stack, with nothing
 * encoded in between.
 *
 * | RESP3 | here | where `resp` is 2 |
 * |---|---|---|
 * | status, error | `{ok=…}`, `{err=…}` | |
 * | bulk | string | |
 * | integer | number | |
 * | double | `{double=…}` | string |
 * | big number | `{big_number=…}` | string |
 * | verbatim | `{verbatim_string={format=…,string=…}}` | string |
 * | boolean | boolean | 1 and 0 |
 * | null, RESP2's null array | nil | false |
 * | array | table | |
 * | map | `{map={k=v}}` | flat table |
 * | set | `{set={member=true}}` | table |
 */
export class LuaWriter implements ReplyWriter {
  /** What redis.setresp says. */
  resp: 2 | 3 = 2
  /** Whether what was said last is an error. */
  failed = false
  /** The thread that runs: a coroutine has a stack of its own. */
  #L: LuaState
  readonly #open: Open[] = []

  constructor(L: LuaState) {
    this.#L = L
  }

  /** The next reply goes to this thread's stack. */
  begin(L: LuaState): void {
    this.#L = L
    // Setting a length costs more than looking at it.
    if (this.#open.length > 0) this.#open.length = 0
    this.failed = false
  }

  status(text: string): void {
    this.#wrap('ok', ascii(text))
  }

  error(code: string, message?: string): void {
    // The statistics know of it since the command failed; the script may hand it on.
    pushCountedError(this.#L, message === undefined ? code : `${code} ${message}`)
    this.failed = this.#open.length === 0
    this.#added()
  }

  integer(value: number | bigint): void {
    lua_pushnumber(this.#L, typeof value === 'number' ? value : Number(value))
    this.#added()
  }

  double(value: number, text?: Bytes): void {
    if (this.resp === 2) return this.bulk(text ?? formatDouble(value))
    lua_newtable(this.#L)
    // A script gets what the reply says, which may be less than the number.
    lua_pushnumber(this.#L, text === undefined ? value : Number(text))
    lua_setfield(this.#L, -2, 'double')
    this.#added()
  }

  bulk(value: Bytes | number | bigint): void {
    lua_pushbytes(this.#L, typeof value === 'string' ? value : ascii(String(value)))
    this.#added()
  }

  null(): void {
    if (this.resp === 2) lua_pushboolean(this.#L, false)
    else lua_pushnil(this.#L)
    this.#added()
  }

  nullArray(): void {
    this.null()
  }

  boolean(value: boolean): void {
    if (this.resp === 2) return this.integer(value ? 1 : 0)
    lua_pushboolean(this.#L, value)
    this.#added()
  }

  bigNumber(digits: Bytes): void {
    if (this.resp === 2) this.bulk(digits)
    else this.#wrap('big_number', digits)
  }

  verbatim(format: string, text: Bytes): void {
    if (this.resp === 2) return this.bulk(text)
    const L = this.#L
    lua_newtable(L)
    lua_newtable(L)
    lua_pushbytes(L, text)
    lua_setfield(L, -2, 'string')
    lua_pushbytes(L, ascii(format))
    lua_setfield(L, -2, 'format')
    lua_setfield(L, -2, 'verbatim_string')
    this.#added()
  }

  array(length: number): void {
    this.#begin('array', length)
  }

  map(length: number): void {
    this.#begin(this.resp === 2 ? 'array' : 'map', 2 * length)
  }

  set(length: number): void {
    this.#begin(this.resp === 2 ? 'array' : 'set', length)
  }

  pairs(length: number): void {
    this.#begin('array', this.resp === 2 ? 2 * length : length)
  }

  pair(): void {
    if (this.resp === 3) this.#begin('array', 2)
  }

  push(length: number): void {
    this.#begin('array', length)
  }

  attribute(length: number): void {
    this.#open.push({ as: 'nothing', filled: 0, missing: 2 * length })
  }

  deferred(): void {
    this.#begin('array', Number.POSITIVE_INFINITY)
  }

  end(as: Aggregate, length: number): void {
    this.#open.pop()
    if (this.resp === 3 && (as === 'map' || as === 'set')) this.#refill(as, length)
    this.#added()
  }

  /** Only between replies: nothing that a script can call takes a mark within one. */
  mark(): Mark {
    if (this.#open.length > 0) throw new Error('A mark within an aggregate.')
    return lua_gettop(this.#L)
  }

  rollback(mark: Mark): void {
    this.#open.length = 0
    this.failed = false
    lua_settop(this.#L, mark as number)
  }

  /** A table whose only field is a text. */
  #wrap(field: string, text: Bytes): void {
    lua_newtable(this.#L)
    lua_pushbytes(this.#L, text)
    lua_setfield(this.#L, -2, field)
    this.#added()
  }

  #begin(as: 'array' | 'map' | 'set', length: number): void {
    // Only RESP3 has nil, which takes no place.
    if (as === 'array' && this.resp === 2) lua_newsequence(this.#L, length)
    else lua_newtable(this.#L)
    // What the members go into stands in a table of its own (`{map={…}}`).
    if (as !== 'array') lua_newtable(this.#L)
    const open: Open = { as, filled: 0, missing: length }
    if (length > 0) this.#open.push(open)
    else this.#complete(open)
  }

  #complete({ as }: Open): void {
    if (as === 'map' || as === 'set') lua_setfield(this.#L, -2, as)
    this.#added()
  }

  /** Puts the value on top where it belongs; with the last one, the aggregate is an element itself. */
  #added(): void {
    const open = this.#open.at(-1)
    if (open === undefined) return
    this.#put(open)
    if (--open.missing > 0) return
    this.#open.pop()
    if (open.as !== 'nothing') this.#complete(open)
  }

  #put(open: Open): void {
    open.filled++
    if (open.as === 'array') lua_rawseti(this.#L, -2, open.filled)
    else if (open.as === 'nothing') lua_pop(this.#L, 1)
    else if (open.as === 'set') this.#putMember()
    // A map's key waits on the stack for its value.
    else if (open.filled % 2 === 0) lua_rawset(this.#L, -3)
  }

  #putMember(): void {
    lua_pushboolean(this.#L, true)
    lua_rawset(this.#L, -3)
  }

  /** Makes a map or a set of the array on top, whose nature was not known before. */
  #refill(as: 'map' | 'set', length: number): void {
    const L = this.#L
    lua_newtable(L)
    lua_newtable(L)
    for (let i = 1; i <= length; i++) {
      lua_rawgeti(L, -3, as === 'map' ? 2 * i - 1 : i)
      if (as === 'set') this.#putMember()
      else {
        lua_rawgeti(L, -4, 2 * i)
        lua_rawset(L, -3)
      }
    }
    lua_setfield(L, -2, as)
    lua_remove(L, -2)
  }
}
