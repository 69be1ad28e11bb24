import { ascii, type Bytes } from '@resident/bytes'
import type { ReplyWriter } from '@resident/protocol'
import {
  cString,
  type LuaState,
  LuaTable,
  type LuaValue,
  lua_gettop,
  valueAt,
} from '../lua/index.ts'
import { type ErrorReport, errorReport } from './error-report.ts'

/** Values that Lua lets a C function have on its stack (LUAI_MAXCSTACK). */
const MOST_SLOTS = 8000
/** What Redis asks to have free before it looks at a value. */
const SLOTS_ASKED = 4

/** A table whose members are being said. */
class Members {
  readonly as: 'array' | 'map' | 'set'
  length = 0
  /** What is to be said next, and how many places Redis takes of the stack when it comes to that. */
  value: LuaValue
  slots: number
  readonly #table: LuaTable
  #position = -1
  /** Of a map: its key has been said, and its value comes next. */
  #atValue = false

  constructor(as: Members['as'], table: LuaTable, slots: number) {
    this.as = as
    this.#table = table
    this.slots = slots
  }

  /** Moves on; says whether there was one. */
  next(): boolean {
    if (this.as === 'array') {
      this.value = this.#table.getNumber(this.length + 1)
      if (this.value === undefined) return false
    } else if (this.#atValue) {
      // The key's copy is gone from the stack.
      this.#atValue = false
      this.slots--
      this.value = this.#table.valueAt(this.#position)
      return true
    } else {
      this.#position = this.#table.nextPosition(this.#position)
      if (this.#position === -1) return false
      this.value = this.#table.keyAt(this.#position)
      this.#atValue = this.as === 'map'
      if (this.length > 0 && this.#atValue) this.slots++
    }
    this.length++
    return true
  }
}

/** The client that gets what a script returns. */
export interface Listener {
  readonly reply: ReplyWriter
  /** The protocol that the script has set for itself: in RESP3 its booleans are booleans. */
  readonly resp: 2 | 3
  /** An error is said, wherever in the reply. */
  error(report: ErrorReport): void
}

/** Says the value on top of the stack as Redis's answer. */
export function replyFromLua(L: LuaState, listener: Listener): void {
  const { reply } = listener
  const open: Members[] = []
  let value = valueAt(L, -1)
  let slots = lua_gettop(L)
  for (;;) {
    const members = say(L, value, slots, listener)
    if (members !== undefined) {
      reply.deferred()
      open.push(members)
    }
    let innermost = open.at(-1)
    while (innermost !== undefined && !innermost.next()) {
      open.pop()
      reply.end(innermost.as, innermost.length)
      innermost = open.at(-1)
    }
    if (innermost === undefined) return
    value = innermost.value
    slots = innermost.slots
  }
}

/** Says a value; of one that has members, gives those instead. */
function say(L: LuaState, value: LuaValue, slots: number, listener: Listener): Members | undefined {
  const { reply } = listener
  if (slots + SLOTS_ASKED > MOST_SLOTS) {
    listener.error({ line: 'ERR reached lua stack limit', counted: false })
  } else if (typeof value === 'string') reply.bulk(value as Bytes)
  else if (typeof value === 'boolean') sayBoolean(value, listener)
  else if (typeof value === 'number') reply.integer(toInt64(value))
  else if (!(value instanceof LuaTable)) reply.null()
  else if (!saySpecial(L, value, listener)) return membersOf(value, slots)
  return undefined
}

function sayBoolean(value: boolean, { reply, resp }: Listener): void {
  if (resp === 3) reply.boolean(value)
  else if (value) reply.integer(1)
  else reply.null()
}

/** As C casts a double to 64 bits: what does not fit, NaN among it, is the least there is. */
function toInt64(value: number): number | bigint {
  const whole = Math.trunc(value)
  if (Number.isSafeInteger(whole)) return whole
  return Math.abs(whole) < 2 ** 63 ? BigInt(whole) : -(2n ** 63n)
}

/** Tables that represent one reply: an error, a status and what only RESP3 has. Returns whether it was one. */
function saySpecial(L: LuaState, table: LuaTable, listener: Listener): boolean {
  // Metatables have no say in what is returned.
  const { reply } = listener
  const ok = table.getString('ok')
  const double = table.getString('double')
  const digits = table.getString('big_number')
  if (typeof table.getString('err') === 'string') listener.error(errorReport(L, table))
  else if (typeof ok === 'string') reply.status(blanked(cString(ok)))
  // The NaN of a computation is a negative one, and printed as such.
  else if (Number.isNaN(double)) reply.double(Number.NaN, ascii('-nan'))
  else if (typeof double === 'number') reply.double(double)
  else if (typeof digits === 'string') reply.bigNumber(blanked(digits))
  else return sayVerbatim(table.getString('verbatim_string'), reply)
  return true
}

function sayVerbatim(table: LuaValue, reply: ReplyWriter): boolean {
  if (!(table instanceof LuaTable)) return false
  const format = table.getString('format')
  const text = table.getString('string')
  if (typeof format !== 'string' || typeof text !== 'string') return false
  reply.verbatim(cString(format).slice(0, 3).padEnd(3), text as Bytes)
  return true
}

/** With the places that a key of theirs takes: what wraps it, the table itself, the key twice, and its value. */
function membersOf(table: LuaTable, slots: number): Members {
  const map = table.getString('map')
  if (map instanceof LuaTable) return new Members('map', map, slots + 4)
  const set = table.getString('set')
  if (set instanceof LuaTable) return new Members('set', set, slots + 3)
  return new Members('array', table, slots + 1)
}

/** Line breaks would end the reply. */
function blanked(text: string): Bytes {
  return text.replace(/[\r\n]/g, ' ') as Bytes
}
