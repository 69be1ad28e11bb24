/** What an error can say about the place where it arose: line, and the variable in question. */

import { cString } from './c-string.ts'
import { aOf, BITRK, bOf, bxOf, cOf, opOf, sbxOf, setsA } from './instruction.ts'
import * as OP from './opcodes.ts'
import type { Prototype } from './prototype.ts'
import { type CallInfo, LuaError, LuaState } from './state.ts'
import { LuaTable } from './table.ts'
import { LightUserdata, LuaClosure, type LuaValue } from './value.ts'

/** Chunk names are shortened to this, a zero byte included. */
const LUA_IDSIZE = 60

/** How a function was called: as a 'global' or a 'method', and by which name. */
export interface NamedAs {
  readonly kind: string
  readonly name: string
}

export function typeName(value: LuaValue): string {
  switch (typeof value) {
    case 'undefined':
      return 'nil'
    case 'boolean':
    case 'number':
    case 'string':
      return typeof value
    default:
      if (value instanceof LuaTable) return 'table'
      if (value instanceof LuaState) return 'thread'
      return value instanceof LightUserdata ? 'userdata' : 'function'
  }
}

/** Raises `message` with the place of the running function in front, if that is one of Lua's. */
export function runError(L: LuaState, message: string): never {
  throw new LuaError(placeOf(L.ci) + cString(message))
}

/** `user_script:1: `, or nothing for a function of the host. */
export function placeOf(ci: CallInfo): string {
  if (!(ci.closure instanceof LuaClosure)) return ''
  return `${chunkId(ci.closure.prototype.source)}:${currentLine(ci)}: `
}

/** A chunk's name as messages show it. */
export function chunkId(source: string, size: number = LUA_IDSIZE): string {
  const name = cString(source)
  if (name[0] === '=') return name.substring(1, size)
  if (name[0] === '@') {
    const room = size - " '...' ".length - 1
    const file = name.substring(1)
    return file.length > room ? `...${file.substring(file.length - room)}` : file
  }
  const room = size - ' [string "..."] '.length - 1
  const line = /^[^\n\r]*/.exec(name)![0].substring(0, room)
  return line.length < name.length ? `[string "${line}..."]` : `[string "${name}"]`
}

/** The line being run, or -1 for a function of the host. */
function currentLine(ci: CallInfo): number {
  return ci.closure instanceof LuaClosure ? ci.closure.prototype.lines[ci.pc - 1]! : -1
}

/** "attempt to index local 'x' (a nil value)"; `register` is where the value is, or -1. */
export function typeError(L: LuaState, value: LuaValue, register: number, deed: string): never {
  const named = register < 0 ? undefined : nameOfRegister(L.ci, register)
  const type = typeName(value)
  if (named === undefined) return runError(L, `attempt to ${deed} a ${type} value`)
  return runError(L, `attempt to ${deed} ${named.kind} '${cString(named.name)}' (a ${type} value)`)
}

export function orderError(L: LuaState, a: LuaValue, b: LuaValue): never {
  const one = typeName(a)
  const other = typeName(b)
  // Lua compares the third letters only.
  if (one[2] === other[2]) return runError(L, `attempt to compare two ${one} values`)
  return runError(L, `attempt to compare ${one} with ${other}`)
}

/** The name by which the function of this frame was called, if its caller's code shows it. */
export function nameOfCall(ci: CallInfo): NamedAs | undefined {
  const caller = ci.previous
  const replaced = ci.closure instanceof LuaClosure && ci.tailCalls > 0
  if (replaced || caller === undefined || !(caller.closure instanceof LuaClosure)) return undefined
  const i = caller.closure.prototype.code[caller.pc - 1]!
  const op = opOf(i)
  if (op !== OP.CALL && op !== OP.TAILCALL && op !== OP.TFORLOOP) return undefined
  return nameOfRegister(caller, aOf(i))
}

/** The name of what is in a register, from the code that has put it there. */
function nameOfRegister(ci: CallInfo, register: number): NamedAs | undefined {
  if (!(ci.closure instanceof LuaClosure)) return undefined
  const p = ci.closure.prototype
  const pc = ci.pc - 1
  const local = localName(p, register + 1, pc)
  if (local !== undefined) return { kind: 'local', name: local }
  const i = writerOf(p, pc, register)
  switch (opOf(i)) {
    case OP.GETGLOBAL:
      return { kind: 'global', name: p.constants[bxOf(i)] as string }
    case OP.MOVE:
      return bOf(i) < aOf(i) ? nameOfRegister(ci, bOf(i)) : undefined
    case OP.GETTABLE:
      return { kind: 'field', name: constantName(p, cOf(i)) }
    case OP.GETUPVAL:
      return { kind: 'upvalue', name: p.upvalueNames[bOf(i)] ?? '?' }
    case OP.SELF:
      return { kind: 'method', name: constantName(p, cOf(i)) }
    default:
      return undefined
  }
}

function constantName(p: Prototype, rk: number): string {
  const constant = rk >= BITRK ? p.constants[rk - BITRK] : undefined
  return typeof constant === 'string' ? constant : '?'
}

/** The name of the `number`th local variable that lives at `pc`. */
function localName(p: Prototype, number: number, pc: number): string | undefined {
  let left = number
  for (const local of p.locals) {
    if (local.start > pc) return undefined
    if (pc < local.end && --left === 0) return local.name
  }
  return undefined
}

/** The last instruction before `end` that has written `register`, by Lua's symbolic execution. */
function writerOf(p: Prototype, end: number, register: number): number {
  // The final RETURN means "none".
  let last = p.code.length - 1
  for (let pc = 0; pc < end; pc++) {
    const i = p.code[pc]!
    const op = opOf(i)
    if (writes(i, register)) last = pc
    if (op === OP.CLOSURE) pc += p.prototypes[bxOf(i)]!.upvalueCount
    if (op !== OP.JMP && op !== OP.FORLOOP && op !== OP.FORPREP) continue
    const target = pc + 1 + sbxOf(i)
    if (pc < target && target <= end) pc += sbxOf(i)
  }
  return p.code[last]!
}

function writes(i: number, register: number): boolean {
  const a = aOf(i)
  switch (opOf(i)) {
    case OP.LOADNIL:
      return a <= register && register <= bOf(i)
    case OP.TFORLOOP:
      return register >= a + 2
    case OP.CALL:
    case OP.TAILCALL:
      return register >= a
    case OP.SELF:
      return register === a || register === a + 1
    default:
      return setsA(opOf(i)) && register === a
  }
}

/** What is known of one running function. */
export interface Running {
  /** 'Lua', 'main', 'C', or 'tail' for frames that tail calls have replaced. */
  readonly what: string
  /** The chunk's name as it was loaded (`@user_script`). */
  readonly source: string
  readonly currentline: number
  readonly name: string | undefined
}

/** The function that runs at `level`: 0 is the innermost. */
export function runningAt(L: LuaState, level: number): Running | undefined {
  let left = level
  let ci = L.ci
  for (; left > 0 && ci.previous !== undefined; ci = ci.previous) {
    left--
    if (ci.closure instanceof LuaClosure) left -= ci.tailCalls
  }
  if (left < 0) return { what: 'tail', source: '=(tail call)', currentline: -1, name: undefined }
  if (ci.previous === undefined) return undefined
  const named = nameOfCall(ci)
  const name = named?.name
  if (!(ci.closure instanceof LuaClosure))
    return { what: 'C', source: '=[C]', currentline: -1, name }
  const p = ci.closure.prototype
  const what = p.lineDefined === 0 ? 'main' : 'Lua'
  return { what, source: p.source, currentline: currentLine(ci), name }
}

/** `user_script:1: ` of the function at `level`, or nothing. */
export function where(L: LuaState, level: number): string {
  const running = runningAt(L, level)
  if (running === undefined || running.currentline <= 0) return ''
  return `${chunkId(running.source)}:${running.currentline}: `
}
