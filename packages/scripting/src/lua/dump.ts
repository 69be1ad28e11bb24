import type { Prototype } from './prototype.ts'

/** Little-endian, int of 4 bytes, size_t of 8, instructions of 4, numbers of 8 that are no integers. */
const HEADER = '\x1bLuaQ\0\x01\x04\x08\x04\x08\0'

const LUA_TNIL = 0
const LUA_TBOOLEAN = 1
const LUA_TNUMBER = 3
const LUA_TSTRING = 4

const double = new Float64Array(1)
const doubleBytes = new Uint8Array(double.buffer)

/** A function as Lua 5.1's bytecode, as string.dump gives it on a 64-bit machine. */
export function dump(p: Prototype): string {
  return HEADER + dumpFunction(p, undefined)
}

function dumpFunction(p: Prototype, outer: Prototype | undefined): string {
  return [
    outer === undefined ? dumpString(p.source) : dumpSize(0),
    dumpInt(p.lineDefined),
    dumpInt(p.lastLineDefined),
    String.fromCharCode(p.upvalueCount, p.parameters, p.vararg, p.stackSize),
    dumpList([...p.code], dumpInt),
    dumpList(p.constants, dumpConstant),
    dumpList(p.prototypes, (inner) => dumpFunction(inner, p)),
    dumpList(p.lines, dumpInt),
    dumpList(p.locals, ({ name, start, end }) => dumpString(name) + dumpInt(start) + dumpInt(end)),
    dumpList(p.upvalueNames, dumpString),
  ].join('')
}

function dumpList<T>(list: readonly T[], dumpOne: (one: T) => string): string {
  return dumpInt(list.length) + list.map(dumpOne).join('')
}

function dumpConstant(value: boolean | number | string | undefined): string {
  switch (typeof value) {
    case 'string':
      return String.fromCharCode(LUA_TSTRING) + dumpString(value)
    case 'number':
      double[0] = value
      return String.fromCharCode(LUA_TNUMBER, ...doubleBytes)
    case 'boolean':
      return String.fromCharCode(LUA_TBOOLEAN, value ? 1 : 0)
    default:
      return String.fromCharCode(LUA_TNIL)
  }
}

/** A zero byte at the end is part of it. */
function dumpString(text: string): string {
  return `${dumpSize(text.length + 1)}${text}\0`
}

function dumpSize(size: number): string {
  return dumpInt(size) + dumpInt(0)
}

function dumpInt(value: number): string {
  return String.fromCharCode(value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24)
}
