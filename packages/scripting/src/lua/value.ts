import type { Prototype } from './prototype.ts'
import type { LuaState } from './state.ts'
import type { LuaTable } from './table.ts'

/**
 * What a Lua variable holds, as JavaScript has it: nil is `undefined`, a number is a double, and a
 * string is a latin1 string (one character a byte), so that nothing is wrapped or encoded on its way
 * between scripts and commands.
 */
export type LuaValue =
  | undefined
  | boolean
  | number
  | string
  | LuaTable
  | LuaClosure
  | NativeClosure
  | LuaState
  | LightUserdata

/**
 * A function of the host. It finds its arguments on the stack and pushes its results; it returns how
 * many, or one of the negative signals of `signals.ts` where it has arranged for a call or a pause.
 */
export type NativeFunction = (L: LuaState) => number

/** A variable of an outer function: a place on the stack while that function runs, later its own. */
export class Upvalue {
  stack: LuaValue[]
  index: number

  constructor(stack: LuaValue[], index: number) {
    this.stack = stack
    this.index = index
  }

  /** Takes the value along: the function that declared it is leaving. */
  close(): void {
    // Made so that V8 sees it as an array of anything, like the stack: a list of numbers is another kind.
    const own: LuaValue[] = [undefined]
    own[0] = this.stack[this.index]
    this.stack = own
    this.index = 0
  }
}

export class LuaClosure {
  readonly prototype: Prototype
  readonly upvalues: Upvalue[]
  /** Its globals: those of the state when its chunk was loaded. */
  readonly globals: LuaTable
  readonly serial: number = nextSerial()

  constructor(prototype: Prototype, upvalues: Upvalue[], globals: LuaTable) {
    this.prototype = prototype
    this.upvalues = upvalues
    this.globals = globals
  }
}

export class NativeClosure {
  readonly run: NativeFunction
  readonly upvalues: LuaValue[]
  readonly serial: number = nextSerial()

  constructor(run: NativeFunction, upvalues: LuaValue[] = []) {
    this.run = run
    this.upvalues = upvalues
  }
}

/** Something of the host's that scripts can hold and compare, but not open. */
export class LightUserdata {
  readonly pointer: unknown
  readonly serial: number = nextSerial()

  constructor(pointer: unknown) {
    this.pointer = pointer
  }
}

let lastSerial = 0

/** A number that no other Lua object has. Small, so that V8 need not allocate it. */
export function nextSerial(): number {
  return ++lastSerial
}

/**
 * What serves as an object's address: `tostring` shows it, and it decides the place of the object as
 * a key of a table. Sixteen apart, as malloc's are; 0 for the null pointer.
 */
export function addressOf(object: { readonly serial: number }): number {
  const isNull = object instanceof LightUserdata && object.pointer === null
  return isNull ? 0 : 0x7f00_0000_0000 + 16 * object.serial
}

export function isFalse(value: LuaValue): boolean {
  return value === undefined || value === false
}

export function isFunction(value: LuaValue): value is LuaClosure | NativeClosure {
  return value instanceof LuaClosure || value instanceof NativeClosure
}
