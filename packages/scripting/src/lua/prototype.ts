/** A local variable's name, and from which instruction to which it lives. */
export interface LocalVariable {
  readonly name: string
  start: number
  end: number
}

/** Bits of `Prototype.vararg`, as in Lua's own bytecode. */
export const VARARG_HASARG = 1
export const VARARG_ISVARARG = 2
export const VARARG_NEEDSARG = 4

/** A compiled function: what all closures made of it share. */
export class Prototype {
  /** The chunk's name, as it was given to `load`. */
  readonly source: string
  code: Int32Array = new Int32Array(0)
  constants: (boolean | number | string | undefined)[] = ofAnything()
  prototypes: Prototype[] = []
  /** The line of each instruction. */
  lines: number[] = []
  locals: LocalVariable[] = []
  upvalueNames: string[] = []
  lineDefined = 0
  lastLineDefined = 0
  upvalueCount = 0
  parameters = 0
  vararg = 0
  /** How many places on the stack it needs. */
  stackSize = 2

  constructor(source: string) {
    this.source = source
  }
}

/** An empty array that V8 takes for one of anything, whatever comes first: code that reads all such arrays is quicker. */
function ofAnything<T>(): (T | undefined)[] {
  const array: (T | undefined)[] = [undefined]
  array.pop()
  return array
}
