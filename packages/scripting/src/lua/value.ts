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
    this.stack = [this.stack[this.index]]
    this.index = 0
  }
}

export class LuaClosure {
  readonly prototype: Prototype
  readonly upvalues: Upvalue[]
  /** Its globals: those of the state when its chunk was loaded. */
  readonly globals: LuaTable
  readonly address: number = nextAddress()

  constructor(prototype: Prototype, upvalues: Upvalue[], globals: LuaTable) {
    this.prototype = prototype
    this.upvalues = upvalues
    this.globals = globals
  }
}

export class NativeClosure {
  readonly run: NativeFunction
  readonly upvalues: LuaValue[]
  readonly address: number = nextAddress()

  constructor(run: NativeFunction, upvalues: LuaValue[]) {
    this.run = run
    this.upvalues = upvalues
  }
}

/** Something of the host's that scripts can hold and compare, but not open. */
export class LightUserdata {
  readonly pointer: unknown
  readonly address: number = nextAddress()

  constructor(pointer: unknown) {
    this.pointer = pointer
  }
}

let lastAddress = 0x7f00_0000_0000

/**
 * A number that no other object has, in place of an address: `tostring` shows it, and it decides
 * where the object stands as a key of a table. Sixteen apart, as malloc has it.
 */
export function nextAddress(): number {
  lastAddress += 16
  return lastAddress
}

export function isFalse(value: LuaValue): boolean {
  return value === undefined || value === false
}

export function isFunction(value: LuaValue): value is LuaClosure | NativeClosure {
  return value instanceof LuaClosure || value instanceof NativeClosure
}
