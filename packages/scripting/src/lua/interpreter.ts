/** Lua 5.1's virtual machine: the counterpart of lvm.c's luaV_execute. */

import { add, divide, modulo, multiply, negate, power, subtract } from './arithmetic.ts'
import { beginCall, closeUpvalues, enterHost, enterLua, goOn, returnFrom } from './call.ts'
import { runError } from './debug.ts'
import { aOf, bOf, cOf, FIELDS_PER_FLUSH, opOf, sbxOf } from './instruction.ts'
import * as OP from './opcodes.ts'
import {
  arithmetic,
  concat,
  equalByMethod,
  index,
  lengthByMethod,
  lessEqual,
  lessThan,
  setIndex,
  toNumber,
} from './operators.ts'
import type { Prototype } from './prototype.ts'
import { CALL_DONE, CALL_LUA, CALL_PAUSED } from './signals.ts'
import { type CallInfo, LUA_MULTRET, type LuaState } from './state.ts'
import { LuaTable } from './table.ts'
import { LuaClosure, type LuaValue, Upvalue } from './value.ts'

/**
 * Interprets the Lua function in `L.ci`, and those that it calls and returns to, until the frames
 * above `floor` are done or the thread yields or pauses.
 *
 * One function on purpose: registers, constants and the next instruction live in variables of its
 * own, which is what makes it fast. `ci.pc` is brought up to date wherever something may raise an
 * error, call or pause.
 */
export function interpret(L: LuaState, floor: number): number {
  const { stack, global } = L
  for (;;) {
    const ci = L.ci
    const closure = ci.closure as LuaClosure
    const { upvalues, prototype, globals } = closure
    const { code, constants: k } = prototype
    const base = ci.base
    let pc = ci.pc
    if (--global.budget < 0 && isToPause(L)) return CALL_PAUSED
    run: for (;;) {
      const i = code[pc++]!
      const ra = base + ((i >> 6) & 0xff)
      switch (i & 0x3f) {
        case OP.MOVE:
          stack[ra] = stack[base + (i >>> 23)]
          break
        case OP.LOADK:
          stack[ra] = k[i >>> 14]
          break
        case OP.LOADBOOL:
          stack[ra] = i >>> 23 !== 0
          if (((i >> 14) & 0x1ff) !== 0) pc++
          break
        case OP.LOADNIL:
          for (let r = ra; r <= base + (i >>> 23); r++) stack[r] = undefined
          break
        case OP.GETUPVAL: {
          const upvalue = upvalues[i >>> 23]!
          stack[ra] = upvalue.stack[upvalue.index]
          break
        }
        case OP.SETUPVAL: {
          const upvalue = upvalues[i >>> 23]!
          upvalue.stack[upvalue.index] = stack[ra]
          break
        }
        case OP.GETGLOBAL: {
          const key = k[i >>> 14] as string
          const value = globals.getString(key)
          if (value !== undefined || globals.metatable === undefined) stack[ra] = value
          else {
            ci.pc = pc
            stack[ra] = index(L, globals, key, -1)
          }
          break
        }
        case OP.SETGLOBAL:
          ci.pc = pc
          setIndex(L, globals, k[i >>> 14], stack[ra], -1)
          break
        case OP.GETTABLE: {
          const object = stack[base + (i >>> 23)]
          const key = operand(stack, k, base, (i >> 14) & 0x1ff)
          if (object instanceof LuaTable) {
            const value = object.get(key)
            if (value !== undefined || object.metatable === undefined) {
              stack[ra] = value
              break
            }
          }
          ci.pc = pc
          stack[ra] = index(L, object, key, i >>> 23)
          break
        }
        case OP.SELF: {
          const object = stack[base + (i >>> 23)]
          const key = operand(stack, k, base, (i >> 14) & 0x1ff)
          stack[ra + 1] = object
          ci.pc = pc
          stack[ra] = index(L, object, key, i >>> 23)
          break
        }
        case OP.SETTABLE: {
          const object = stack[ra]
          const key = operand(stack, k, base, i >>> 23)
          const value = operand(stack, k, base, (i >> 14) & 0x1ff)
          ci.pc = pc
          setIndex(L, object, key, value, ra - base)
          break
        }
        case OP.NEWTABLE:
          stack[ra] = new LuaTable(fromFloatingByte(i >>> 23), fromFloatingByte((i >> 14) & 0x1ff))
          break
        case OP.ADD: {
          const x = operand(stack, k, base, i >>> 23)
          const y = operand(stack, k, base, (i >> 14) & 0x1ff)
          if (typeof x === 'number' && typeof y === 'number') stack[ra] = add(x, y)
          else stack[ra] = arithmetic(L, pc, x, y)
          break
        }
        case OP.SUB: {
          const x = operand(stack, k, base, i >>> 23)
          const y = operand(stack, k, base, (i >> 14) & 0x1ff)
          if (typeof x === 'number' && typeof y === 'number') stack[ra] = subtract(x, y)
          else stack[ra] = arithmetic(L, pc, x, y)
          break
        }
        case OP.MUL: {
          const x = operand(stack, k, base, i >>> 23)
          const y = operand(stack, k, base, (i >> 14) & 0x1ff)
          if (typeof x === 'number' && typeof y === 'number') stack[ra] = multiply(x, y)
          else stack[ra] = arithmetic(L, pc, x, y)
          break
        }
        case OP.DIV: {
          const x = operand(stack, k, base, i >>> 23)
          const y = operand(stack, k, base, (i >> 14) & 0x1ff)
          if (typeof x === 'number' && typeof y === 'number') stack[ra] = divide(x, y)
          else stack[ra] = arithmetic(L, pc, x, y)
          break
        }
        case OP.MOD: {
          const x = operand(stack, k, base, i >>> 23)
          const y = operand(stack, k, base, (i >> 14) & 0x1ff)
          if (typeof x === 'number' && typeof y === 'number') stack[ra] = modulo(x, y)
          else stack[ra] = arithmetic(L, pc, x, y)
          break
        }
        case OP.POW: {
          const x = operand(stack, k, base, i >>> 23)
          const y = operand(stack, k, base, (i >> 14) & 0x1ff)
          if (typeof x === 'number' && typeof y === 'number') stack[ra] = power(x, y)
          else stack[ra] = arithmetic(L, pc, x, y)
          break
        }
        case OP.UNM: {
          const x = stack[base + (i >>> 23)]
          if (typeof x === 'number') stack[ra] = negate(x)
          else stack[ra] = arithmetic(L, pc, x, x)
          break
        }
        case OP.NOT: {
          const value = stack[base + (i >>> 23)]
          stack[ra] = value === undefined || value === false
          break
        }
        case OP.LEN: {
          const value = stack[base + (i >>> 23)]
          if (typeof value === 'string' || value instanceof LuaTable) stack[ra] = value.length
          else {
            ci.pc = pc
            stack[ra] = lengthByMethod(L, value, i >>> 23)
          }
          break
        }
        case OP.CONCAT: {
          const first = base + (i >>> 23)
          const last = base + ((i >> 14) & 0x1ff)
          const a = stack[first]
          const b = stack[last]
          if (last === first + 1 && typeof a === 'string' && typeof b === 'string') {
            stack[ra] = a + b
            break
          }
          ci.pc = pc
          L.top = last + 1
          concat(L, last - first + 1)
          stack[ra] = stack[first]
          L.top = ci.top
          break
        }
        case OP.JMP: {
          const jump = (i >>> 14) - 131071
          pc += jump
          if (jump >= 0) break
          if (--global.budget < 0) {
            // An error arises at the jump, not at the chunk's beginning, where there is no line.
            ci.pc = pc - jump
            const isPaused = isToPause(L)
            ci.pc = pc
            if (isPaused) return CALL_PAUSED
          }
          break
        }
        case OP.EQ: {
          const x = operand(stack, k, base, i >>> 23)
          const y = operand(stack, k, base, (i >> 14) & 0x1ff)
          let equal = x === y
          if (!equal && typeof x === 'object') {
            ci.pc = pc
            equal = equalByMethod(L, x, y)
          }
          pc += equal === (ra !== base) ? forwardJump(code[pc]!) : 1
          break
        }
        case OP.LT: {
          const x = operand(stack, k, base, i >>> 23)
          const y = operand(stack, k, base, (i >> 14) & 0x1ff)
          let less: boolean
          if (typeof x === 'number' && typeof y === 'number') less = x < y
          else {
            ci.pc = pc
            less = lessThan(L, x, y)
          }
          pc += less === (ra !== base) ? forwardJump(code[pc]!) : 1
          break
        }
        case OP.LE: {
          const x = operand(stack, k, base, i >>> 23)
          const y = operand(stack, k, base, (i >> 14) & 0x1ff)
          let less: boolean
          if (typeof x === 'number' && typeof y === 'number') less = x <= y
          else {
            ci.pc = pc
            less = lessEqual(L, x, y)
          }
          pc += less === (ra !== base) ? forwardJump(code[pc]!) : 1
          break
        }
        case OP.TEST: {
          const value = stack[ra]
          const isTrue = value !== undefined && value !== false
          pc += isTrue === (((i >> 14) & 0x1ff) !== 0) ? forwardJump(code[pc]!) : 1
          break
        }
        case OP.TESTSET: {
          const value = stack[base + (i >>> 23)]
          const isTrue = value !== undefined && value !== false
          if (isTrue === (((i >> 14) & 0x1ff) !== 0)) {
            stack[ra] = value
            pc += forwardJump(code[pc]!)
          } else pc++
          break
        }
        case OP.CALL: {
          const b = i >>> 23
          const wanted = ((i >> 14) & 0x1ff) - 1
          const value = stack[ra]
          ci.pc = pc
          if (b !== 0) L.top = ra + b
          if (value instanceof LuaClosure) {
            enterLua(L, value, ra, wanted)
            break run
          }
          const signal = beginCall(L, ra, wanted)
          if (signal === CALL_DONE) {
            if (wanted >= 0) L.top = ci.top
            break
          }
          if (signal === CALL_LUA) break run
          return signal
        }
        case OP.TAILCALL: {
          const b = i >>> 23
          ci.pc = pc
          if (b !== 0) L.top = ra + b
          const signal = beginCall(L, ra, LUA_MULTRET)
          if (signal === CALL_DONE) break
          if (signal !== CALL_LUA) return signal
          // Not if pcall or the like is in between: it has something left to do.
          if (L.ci.previous === ci) replaceFrame(L, ci, ra)
          break run
        }
        case OP.RETURN: {
          const b = i >>> 23
          ci.pc = pc
          if (b !== 0) L.top = ra + b - 1
          if (prototype.prototypes.length > 0) closeUpvalues(L, base)
          returnFrom(L, ra)
          if (ci.depth - 1 === floor) return CALL_DONE
          const caller = L.ci
          if (caller.closure instanceof LuaClosure) {
            finishCall(L, caller)
            break run
          }
          const signal = goOn(L, floor)
          if (signal === CALL_LUA) break run
          return signal
        }
        case OP.FORLOOP: {
          const step = stack[ra + 2] as number
          const value = (stack[ra] as number) + step
          const limit = stack[ra + 1] as number
          if (step > 0 ? value <= limit : limit <= value) {
            pc += (i >>> 14) - 131071
            stack[ra] = value
            stack[ra + 3] = value
            if (--global.budget < 0) {
              ci.pc = pc
              if (isToPause(L)) return CALL_PAUSED
            }
          }
          break
        }
        case OP.FORPREP:
          ci.pc = pc
          prepareFor(L, stack, ra)
          pc += (i >>> 14) - 131071
          break
        case OP.TFORLOOP: {
          const to = ra + 3
          stack[to + 2] = stack[ra + 2]
          stack[to + 1] = stack[ra + 1]
          stack[to] = stack[ra]
          ci.pc = pc
          L.top = to + 3
          enterHost(L)
          const signal = beginCall(L, to, (i >> 14) & 0x1ff)
          if (signal === CALL_DONE) {
            finishCall(L, ci)
            pc = ci.pc
            if (--global.budget < 0 && isToPause(L)) return CALL_PAUSED
            break
          }
          if (signal === CALL_LUA) break run
          return signal
        }
        case OP.SETLIST: {
          let count = i >>> 23
          let block = (i >> 14) & 0x1ff
          if (count === 0) {
            count = L.top - ra - 1
            L.top = ci.top
          }
          if (block === 0) block = code[pc++]!
          const table = stack[ra] as LuaTable
          const offset = (block - 1) * FIELDS_PER_FLUSH
          table.reserve(offset + count)
          for (let n = count; n > 0; n--) table.set(offset + n, stack[ra + n])
          break
        }
        case OP.CLOSE:
          closeUpvalues(L, ra)
          break
        case OP.CLOSURE: {
          const inner = prototype.prototypes[i >>> 14]!
          stack[ra] = new LuaClosure(inner, captured(L, inner, code, pc, base, upvalues), globals)
          pc += inner.upvalueCount
          break
        }
        case OP.VARARG:
          loadVararg(L, ci, prototype, ra, (i >>> 23) - 1)
          break
      }
    }
  }
}

/** A constant, or what a register holds. */
function operand(
  stack: readonly LuaValue[],
  constants: readonly LuaValue[],
  base: number,
  rk: number,
): LuaValue {
  return rk > 255 ? constants[rk - 256] : stack[base + rk]
}

/**
 * How far the jump that follows a test leads, it included. A jump back is left to be executed by
 * itself, which counts it.
 */
function forwardJump(instruction: number): number {
  const jump = (instruction >>> 14) - 131071
  return jump < 0 ? 0 : jump + 1
}

/**
 * The budget is used up: asks the watch. If it raises an error the budget stays used up, so that it is
 * asked again at the next step: no pcall can prevent the end of a script.
 */
function isToPause(L: LuaState): boolean {
  const { global } = L
  if (global.watch === undefined) {
    global.budget = 0x3fffffff
    return false
  }
  global.budget = 0
  const canPause = global.pinned === 0
  const isPaused = global.watch(L, canPause)
  global.budget = global.interval
  return isPaused && canPause
}

/**
 * Goes on in a Lua function whose call has returned. An iterator's first result decides whether the
 * loop goes on; in other calls only the top of the stack may have to be set back.
 */
export function finishCall(L: LuaState, ci: CallInfo): void {
  const { code } = (ci.closure as LuaClosure).prototype
  const i = code[ci.pc - 1]!
  if (opOf(i) === OP.CALL) {
    if (cOf(i) !== 0) L.top = ci.top
    return
  }
  if (opOf(i) !== OP.TFORLOOP) return
  L.nCcalls--
  L.top = ci.top
  const first = ci.base + aOf(i) + 3
  if (L.stack[first] !== undefined) {
    L.stack[first - 1] = L.stack[first]
    ci.pc += sbxOf(code[ci.pc]!)
  }
  ci.pc++
}

/** A tail call's frame moves down into the place of its caller's. */
function replaceFrame(L: LuaState, ci: CallInfo, func: number): void {
  const { stack } = L
  const callee = L.ci
  closeUpvalues(L, ci.base)
  const shift = func - ci.func
  for (let from = func; from < L.top; from++) stack[from - shift] = stack[from]
  ci.base = callee.base - shift
  ci.closure = callee.closure
  ci.pc = 0
  ci.tailCalls++
  L.top -= shift
  ci.top = L.top
  L.ci = ci
}

function prepareFor(L: LuaState, stack: LuaValue[], ra: number): void {
  const initial = toNumber(stack[ra])
  if (initial === undefined) return runError(L, "'for' initial value must be a number")
  const limit = toNumber(stack[ra + 1])
  if (limit === undefined) return runError(L, "'for' limit must be a number")
  const step = toNumber(stack[ra + 2])
  if (step === undefined) return runError(L, "'for' step must be a number")
  stack[ra] = initial - step
  stack[ra + 1] = limit
  stack[ra + 2] = step
}

/** The variables of a new closure: the instructions after CLOSURE say where each is. */
function captured(
  L: LuaState,
  inner: Prototype,
  code: Int32Array,
  pc: number,
  base: number,
  outer: Upvalue[],
): Upvalue[] {
  const upvalues: Upvalue[] = []
  for (let n = 0; n < inner.upvalueCount; n++) {
    const i = code[pc + n]!
    upvalues.push(opOf(i) === OP.GETUPVAL ? outer[bOf(i)]! : openUpvalue(L, base + bOf(i)))
  }
  return upvalues
}

/** The open variable at this place on the stack, which all closures over it share. */
function openUpvalue(L: LuaState, place: number): Upvalue {
  const open = L.openUpvalues
  let at = open.length
  while (at > 0 && open[at - 1]!.index > place) at--
  const found = open[at - 1]
  if (found !== undefined && found.index === place) return found
  const made = new Upvalue(L.stack, place)
  if (at === open.length) open.push(made)
  else open.splice(at, 0, made)
  return made
}

function loadVararg(L: LuaState, ci: CallInfo, p: Prototype, ra: number, wanted: number): void {
  const { stack } = L
  const given = Math.max(0, ci.base - ci.func - 1 - p.parameters)
  const count = wanted < 0 ? given : wanted
  const first = ci.base - given
  for (let n = 0; n < count; n++) stack[ra + n] = n < given ? stack[first + n] : undefined
  if (wanted < 0) L.top = ra + given
}

/** Sizes in NEWTABLE are eeeeexxx: (8 + xxx) * 2^(eeeee - 1). */
function fromFloatingByte(x: number): number {
  const exponent = (x >> 3) & 31
  return exponent === 0 ? x : ((x & 7) + 8) << (exponent - 1)
}
