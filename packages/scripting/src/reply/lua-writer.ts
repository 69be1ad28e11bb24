import { type Bytes, formatDouble } from '@resident/bytes'
import type { Aggregate, BulkRow, Mark, ReplyWriter } from '@resident/protocol'
import {
  counted,
  type LuaState,
  LuaTable,
  type LuaValue,
  lua_gettop,
  lua_settop,
  push,
  rawSet,
} from '../lua/index.ts'
import { countedError } from '../redis/error.ts'

/** An aggregate whose elements are still coming. */
interface Open {
  /** What becomes of its elements. Those of an attribute go: scripts do not see them. */
  readonly as: 'array' | 'map' | 'set' | 'nothing'
  /** What they go into, and what a script gets: `{map={…}}` has them in a table of its own. */
  readonly table: LuaTable
  readonly whole: LuaTable
  filled: number
  /** Infinite until the length is known. */
  missing: number
  /** Of a map: waits for its value. */
  key: LuaValue
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
    this.#add(tableWith('ok', text))
  }

  error(code: string, message?: string): void {
    this.failed = this.#open.length === 0
    // The statistics know of it since the command failed; the script may hand it on.
    this.#add(countedError(message === undefined ? code : `${code} ${message}`))
  }

  integer(value: number | bigint): void {
    this.#add(typeof value === 'number' ? value : Number(value))
  }

  double(value: number, text?: Bytes): void {
    if (this.resp === 2) return this.bulk(text ?? formatDouble(value))
    // A script gets what the reply says, which may be less than the number.
    this.#add(tableWith('double', text === undefined ? value : Number(text)))
  }

  bulk(value: Bytes | number | bigint): void {
    this.#add(typeof value === 'string' ? counted(value) : String(value))
  }

  bulks(row: BulkRow): void {
    row((value) => this.bulk(value))
  }

  null(): void {
    this.#add(this.resp === 2 ? false : undefined)
  }

  nullArray(): void {
    this.null()
  }

  boolean(value: boolean): void {
    if (this.resp === 2) this.integer(value ? 1 : 0)
    else this.#add(value)
  }

  bigNumber(digits: Bytes): void {
    if (this.resp === 2) this.bulk(digits)
    else this.#add(tableWith('big_number', digits))
  }

  verbatim(format: string, text: Bytes): void {
    if (this.resp === 2) return this.bulk(text)
    this.#add(tableWith('verbatim_string', LuaTable.of({ string: counted(text), format })))
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
    this.#open.push(opened('nothing', new LuaTable(), 2 * length))
  }

  deferred(): void {
    this.#begin('array', Number.POSITIVE_INFINITY)
  }

  end(as: Aggregate, length: number): void {
    const { table } = this.#open.pop()!
    const known = this.resp === 3 && (as === 'map' || as === 'set') ? as : 'array'
    this.#add(known === 'array' ? table : this.#refilled(known, table, length))
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

  #begin(as: 'array' | 'map' | 'set', length: number): void {
    // Only RESP3 has nil, which takes no place.
    const isSequence = as === 'array' && this.resp === 2
    const open = opened(as, isSequence ? LuaTable.sequence(length) : new LuaTable(), length)
    if (length > 0) this.#open.push(open)
    else this.#add(open.whole)
  }

  /** Puts a value where it belongs; with the last one, the aggregate is an element itself. */
  #add(value: LuaValue): void {
    let whole = value
    for (;;) {
      const open = this.#open.at(-1)
      if (open === undefined) return push(this.#L, whole)
      this.#put(open, whole)
      if (--open.missing > 0) return
      this.#open.pop()
      if (open.as === 'nothing') return
      whole = open.whole
    }
  }

  #put(open: Open, value: LuaValue): void {
    open.filled++
    if (open.as === 'array') open.table.set(open.filled, value)
    else if (open.as === 'set') rawSet(this.#L, open.table, value, true)
    else if (open.filled % 2 === 1) open.key = value
    else if (open.as === 'map') rawSet(this.#L, open.table, open.key, value)
  }

  /** A map or a set of what is in an array, whose nature was not known before. */
  #refilled(as: 'map' | 'set', array: LuaTable, length: number): LuaTable {
    const open = opened(as, new LuaTable(), length)
    const count = as === 'map' ? 2 * length : length
    for (let i = 1; i <= count; i++) this.#put(open, array.getNumber(i))
    return open.whole
  }
}

function opened(as: Open['as'], table: LuaTable, missing: number): Open {
  const isWrapped = as === 'map' || as === 'set'
  const whole = isWrapped ? tableWith(as, table) : table
  return { as, table, whole, filled: 0, missing, key: undefined }
}

function tableWith(field: string, value: LuaValue): LuaTable {
  const table = new LuaTable()
  table.set(field, value)
  return table
}
