/** Expressions of Lua 5.1, functions and tables among them. */

import { MULTRET } from './code.ts'
import { Expression } from './expression.ts'
import { FunctionState } from './function-state.ts'
import { FIELDS_PER_FLUSH, MAXARG_BX, withB, withC } from './instruction.ts'
import type { Token } from './lexer.ts'
import * as OP from './opcodes.ts'
import { VARARG_HASARG, VARARG_ISVARARG, VARARG_NEEDSARG } from './prototype.ts'
import type { TokenReader } from './token-reader.ts'

const MAX_INT = 0x7ffffffd

interface Priority {
  readonly left: number
  readonly right: number
}

/** Binary operators; those that bind to the right have the lower right priority. */
const PRIORITIES: ReadonlyMap<Token, Priority> = new Map([
  ['+', { left: 6, right: 6 }],
  ['-', { left: 6, right: 6 }],
  ['*', { left: 7, right: 7 }],
  ['/', { left: 7, right: 7 }],
  ['%', { left: 7, right: 7 }],
  ['^', { left: 10, right: 9 }],
  ['..', { left: 5, right: 4 }],
  ['~=', { left: 3, right: 3 }],
  ['==', { left: 3, right: 3 }],
  ['<', { left: 3, right: 3 }],
  ['<=', { left: 3, right: 3 }],
  ['>', { left: 3, right: 3 }],
  ['>=', { left: 3, right: 3 }],
  ['and', { left: 2, right: 2 }],
  ['or', { left: 1, right: 1 }],
])
const UNARY_PRIORITY = 8

/** A constructor in progress: elements are stored fifty at a time. */
interface Constructor {
  readonly table: Expression
  last: Expression
  fields: number
  elements: number
  pending: number
}

export class ExpressionParser {
  /** The function that is being read. */
  fs: FunctionState
  readonly #tokens: TokenReader
  /** Reads the statements of a function. */
  readonly #chunk: () => void

  constructor(tokens: TokenReader, chunk: () => void) {
    this.#tokens = tokens
    this.#chunk = chunk
    this.fs = new FunctionState(tokens.lexer, undefined)
  }

  expressionList(e: Expression): number {
    let count = 1
    this.expression(e)
    while (this.#tokens.testNext(',')) {
      this.fs.code.toNextRegister(e)
      this.expression(e)
      count++
    }
    return count
  }

  expression(e: Expression): void {
    this.#subexpression(e, 0)
  }

  /** Reads operators of a higher priority than `limit`. */
  #subexpression(e: Expression, limit: number): void {
    this.#tokens.enterLevel()
    this.#unary(e)
    for (;;) {
      const operator = this.#tokens.token
      const priority = PRIORITIES.get(operator)
      if (priority === undefined || priority.left <= limit) break
      const right = new Expression()
      this.#tokens.next()
      this.fs.code.infix(operator, e)
      this.#subexpression(right, priority.right)
      this.fs.code.posfix(operator, e, right)
    }
    this.#tokens.leaveLevel()
  }

  #unary(e: Expression): void {
    const operator = this.#tokens.token
    if (operator !== 'not' && operator !== '-' && operator !== '#') return this.#simple(e)
    this.#tokens.next()
    this.#subexpression(e, UNARY_PRIORITY)
    const { code } = this.fs
    if (operator === 'not') code.not(e)
    else if (operator === '-') code.negate(e)
    else code.length(e)
  }

  #simple(e: Expression): void {
    const { code, p } = this.fs
    switch (this.#tokens.token) {
      case '<number>':
        e.set('number', 0)
        e.number = this.#tokens.lexer.number
        break
      case '<string>':
        e.set('constant', code.stringConstant(this.#tokens.lexer.text))
        break
      case 'nil':
        e.set('nil', 0)
        break
      case 'true':
        e.set('true', 0)
        break
      case 'false':
        e.set('false', 0)
        break
      case '...':
        if (p.vararg === 0)
          this.#tokens.lexer.syntaxError("cannot use '...' outside a vararg function")
        // A function that uses `...` does not need the table `arg`.
        p.vararg &= ~VARARG_NEEDSARG
        e.set('vararg', code.abc(OP.VARARG, 0, 1, 0))
        break
      case '{':
        return this.#tableConstructor(e)
      case 'function':
        this.#tokens.next()
        return this.body(e, false, this.#tokens.lexer.line)
      default:
        return this.primary(e)
    }
    this.#tokens.next()
  }

  #prefix(e: Expression): void {
    if (this.#tokens.token === '<name>') return this.fs.variable(this.#tokens.checkName(), e)
    if (this.#tokens.token !== '(') return this.#tokens.lexer.syntaxError('unexpected symbol')
    const line = this.#tokens.lexer.line
    this.#tokens.next()
    this.expression(e)
    this.#tokens.checkMatch(')', '(', line)
    this.fs.code.dischargeVariable(e)
  }

  primary(e: Expression): void {
    const { code } = this.fs
    this.#prefix(e)
    for (;;) {
      switch (this.#tokens.token) {
        case '.':
          this.field(e)
          break
        case '[': {
          const key = new Expression()
          code.toAnyRegister(e)
          this.#index(key)
          code.indexed(e, key)
          break
        }
        case ':': {
          const key = new Expression()
          this.#tokens.next()
          this.#nameConstant(key)
          code.self(e, key)
          this.#arguments(e)
          break
        }
        case '(':
        case '<string>':
        case '{':
          code.toNextRegister(e)
          this.#arguments(e)
          break
        default:
          return
      }
    }
  }

  #nameConstant(e: Expression): void {
    e.set('constant', this.fs.code.stringConstant(this.#tokens.checkName()))
  }

  field(e: Expression): void {
    const key = new Expression()
    this.fs.code.toAnyRegister(e)
    this.#tokens.next()
    this.#nameConstant(key)
    this.fs.code.indexed(e, key)
  }

  #index(e: Expression): void {
    this.#tokens.next()
    this.expression(e)
    this.fs.code.toValue(e)
    this.#tokens.checkNext(']')
  }

  #arguments(e: Expression): void {
    const { code } = this.fs
    const { line } = this.#tokens.lexer
    const given = new Expression()
    switch (this.#tokens.token) {
      case '(':
        if (line !== this.#tokens.lexer.lastLine) {
          this.#tokens.lexer.syntaxError('ambiguous syntax (function call x new statement)')
        }
        this.#tokens.next()
        if (this.#tokens.lexer.token !== ')') {
          this.expressionList(given)
          code.setReturns(given, MULTRET)
        }
        this.#tokens.checkMatch(')', '(', line)
        break
      case '{':
        this.#tableConstructor(given)
        break
      case '<string>':
        given.set('constant', code.stringConstant(this.#tokens.lexer.text))
        this.#tokens.next()
        break
      default:
        return this.#tokens.lexer.syntaxError('function arguments expected')
    }
    const base = e.info
    let count = MULTRET
    if (!given.hasMultipleResults) {
      if (given.kind !== 'void') code.toNextRegister(given)
      count = code.freeRegister - (base + 1)
    }
    e.set('call', code.abc(OP.CALL, base, count + 1, 2))
    code.fixLine(line)
    code.freeRegister = base + 1
  }

  body(e: Expression, isMethod: boolean, line: number): void {
    const outer = this.fs
    const inner = new FunctionState(this.#tokens.lexer, outer)
    this.fs = inner
    inner.p.lineDefined = line
    this.#tokens.checkNext('(')
    if (isMethod) {
      this.fs.newLocal('self', 0)
      this.fs.adjustLocals(1)
    }
    this.#parameters()
    this.#tokens.checkNext(')')
    this.#chunk()
    inner.p.lastLineDefined = this.#tokens.lexer.line
    this.#tokens.checkMatch('end', 'function', line)
    inner.finish()
    this.fs = outer
    this.#pushClosure(inner, e)
  }

  #parameters(): void {
    const { p, code } = this.fs
    let count = 0
    if (this.#tokens.token !== ')') {
      do {
        if (this.#tokens.token === '<name>') this.fs.newLocal(this.#tokens.checkName(), count++)
        else if (this.#tokens.token === '...') {
          this.#tokens.next()
          this.fs.newLocal('arg', count++)
          p.vararg = VARARG_HASARG | VARARG_NEEDSARG | VARARG_ISVARARG
        } else this.#tokens.lexer.syntaxError("<name> or '...' expected")
      } while (p.vararg === 0 && this.#tokens.testNext(','))
    }
    this.fs.adjustLocals(count)
    p.parameters = code.activeLocals - (p.vararg & VARARG_HASARG)
    code.reserve(code.activeLocals)
  }

  #pushClosure(inner: FunctionState, e: Expression): void {
    const { code, p } = this.fs
    if (p.prototypes.length > MAXARG_BX) this.#tokens.lexer.error('constant table overflow')
    p.prototypes.push(inner.p)
    e.set('relocatable', code.abx(OP.CLOSURE, 0, p.prototypes.length - 1))
    for (const { kind, info } of inner.captured) {
      code.abc(kind === 'local' ? OP.MOVE : OP.GETUPVAL, 0, info, 0)
    }
  }

  #tableConstructor(e: Expression): void {
    const { code } = this.fs
    const { line } = this.#tokens.lexer
    const at = code.abc(OP.NEWTABLE, 0, 0, 0)
    const built: Constructor = {
      table: e,
      last: new Expression(),
      fields: 0,
      elements: 0,
      pending: 0,
    }
    e.set('relocatable', at)
    code.toNextRegister(e)
    this.#tokens.checkNext('{')
    do {
      if (this.#tokens.token === '}') break
      this.#closeElement(built)
      if (this.#isField()) this.#recordField(built)
      else this.#element(built)
    } while (this.#tokens.testNext(',') || this.#tokens.testNext(';'))
    this.#tokens.checkMatch('}', '{', line)
    this.#lastElement(built)
    const sized = withB(code.instruction(at), toFloatingByte(built.elements))
    code.patch(at, withC(sized, toFloatingByte(built.fields)))
  }

  #isField(): boolean {
    if (this.#tokens.token === '[') return true
    return this.#tokens.token === '<name>' && this.#tokens.lexer.peek() === '='
  }

  #recordField(built: Constructor): void {
    const { code } = this.fs
    const register = code.freeRegister
    const key = new Expression()
    const value = new Expression()
    if (this.#tokens.token === '<name>') {
      this.fs.limit(built.fields, MAX_INT, 'items in a constructor')
      this.#nameConstant(key)
    } else this.#index(key)
    built.fields++
    this.#tokens.checkNext('=')
    const rk = code.toRegisterOrConstant(key)
    this.expression(value)
    code.abc(OP.SETTABLE, built.table.info, rk, code.toRegisterOrConstant(value))
    code.freeRegister = register
  }

  #element(built: Constructor): void {
    this.expression(built.last)
    this.fs.limit(built.elements, MAX_INT, 'items in a constructor')
    built.elements++
    built.pending++
  }

  #closeElement(built: Constructor): void {
    if (built.last.kind === 'void') return
    const { code } = this.fs
    code.toNextRegister(built.last)
    built.last.kind = 'void'
    if (built.pending !== FIELDS_PER_FLUSH) return
    code.setList(built.table.info, built.elements, built.pending)
    built.pending = 0
  }

  #lastElement(built: Constructor): void {
    if (built.pending === 0) return
    const { code } = this.fs
    if (built.last.hasMultipleResults) {
      code.setReturns(built.last, MULTRET)
      code.setList(built.table.info, built.elements, MULTRET)
      // How many there will be is not known.
      built.elements--
      return
    }
    if (built.last.kind !== 'void') code.toNextRegister(built.last)
    code.setList(built.table.info, built.elements, built.pending)
  }
}

/** Rounds up to (8 + xxx) * 2^(eeeee - 1), and gives eeeeexxx. */
function toFloatingByte(size: number): number {
  let exponent = 0
  let x = size
  while (x >= 16) {
    x = (x + 1) >> 1
    exponent++
  }
  return x < 8 ? x : ((exponent + 1) << 3) | (x - 8)
}
