/** Lua 5.1's grammar: the counterpart of lparser.c, with its limits and its words for errors. */

import { type BinaryOperator, MULTRET } from './code.ts'
import {
  Expression,
  NO_JUMP,
  VCALL,
  VFALSE,
  VGLOBAL,
  VINDEXED,
  VK,
  VKNUM,
  VLOCAL,
  VNIL,
  VNONRELOC,
  VRELOCABLE,
  VTRUE,
  VUPVAL,
  VVARARG,
  VVOID,
} from './expression.ts'
import { type Block, FunctionState } from './function-state.ts'
import {
  Lexer,
  spell,
  TK_AND,
  TK_BREAK,
  TK_CONCAT,
  TK_DO,
  TK_DOTS,
  TK_ELSE,
  TK_ELSEIF,
  TK_END,
  TK_EOS,
  TK_EQ,
  TK_FALSE,
  TK_FOR,
  TK_FUNCTION,
  TK_GE,
  TK_IF,
  TK_IN,
  TK_LE,
  TK_LOCAL,
  TK_NAME,
  TK_NE,
  TK_NIL,
  TK_NOT,
  TK_NUMBER,
  TK_OR,
  TK_REPEAT,
  TK_RETURN,
  TK_STRING,
  TK_THEN,
  TK_TRUE,
  TK_UNTIL,
  TK_WHILE,
} from './lexer.ts'
import {
  FIELDS_PER_FLUSH,
  MAXARG_BX,
  OP_CALL,
  OP_CLOSURE,
  OP_FORLOOP,
  OP_FORPREP,
  OP_GETUPVAL,
  OP_LOADK,
  OP_MOVE,
  OP_NEWTABLE,
  OP_SETTABLE,
  OP_TAILCALL,
  OP_TFORLOOP,
  OP_VARARG,
  withB,
  withC,
} from './opcodes.ts'
import { Prototype, VARARG_HASARG, VARARG_ISVARARG, VARARG_NEEDSARG } from './prototype.ts'

const MAXVARS = 200
const MAXUPVALUES = 60
/** How deep constructs may be nested. */
const MAXCCALLS = 200
const MAX_INT = 0x7ffffffd

const code = (character: string): number => character.charCodeAt(0)
const SEMICOLON = code(';')
const COMMA = code(',')
const EQUALS = code('=')
const OPEN = code('(')
const CLOSE = code(')')
const OPEN_BRACKET = code('[')
const CLOSE_BRACKET = code(']')
const OPEN_BRACE = code('{')
const CLOSE_BRACE = code('}')
const DOT = code('.')
const COLON = code(':')
const MINUS = code('-')
const HASH = code('#')

interface Operator {
  readonly op: BinaryOperator
  readonly left: number
  readonly right: number
}

/** Binary operators by token; those that bind to the right have the lower right priority. */
const OPERATORS: ReadonlyMap<number, Operator> = new Map([
  [code('+'), { op: '+', left: 6, right: 6 }],
  [MINUS, { op: '-', left: 6, right: 6 }],
  [code('*'), { op: '*', left: 7, right: 7 }],
  [code('/'), { op: '/', left: 7, right: 7 }],
  [code('%'), { op: '%', left: 7, right: 7 }],
  [code('^'), { op: '^', left: 10, right: 9 }],
  [TK_CONCAT, { op: '..', left: 5, right: 4 }],
  [TK_NE, { op: '~=', left: 3, right: 3 }],
  [TK_EQ, { op: '==', left: 3, right: 3 }],
  [code('<'), { op: '<', left: 3, right: 3 }],
  [TK_LE, { op: '<=', left: 3, right: 3 }],
  [code('>'), { op: '>', left: 3, right: 3 }],
  [TK_GE, { op: '>=', left: 3, right: 3 }],
  [TK_AND, { op: 'and', left: 2, right: 2 }],
  [TK_OR, { op: 'or', left: 1, right: 1 }],
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

/** A variable on the left of an assignment. */
interface Target {
  readonly outer: Target | undefined
  readonly variable: Expression
}

/**
 * Compiles a chunk; raises a `LuaError` where it is none. Nesting counts from `depth`. `more` gives the
 * rest of the chunk piece by piece, and '' at its end; it is asked only as far as the chunk is read.
 */
export function parse(chunk: string, name: string, depth: number, more?: () => string): Prototype {
  return new Parser(new Lexer(chunk, name, more), depth).main()
}

class Parser {
  readonly #lexer: Lexer
  #fs: FunctionState
  #depth: number

  constructor(lexer: Lexer, depth: number) {
    this.#depth = depth
    this.#lexer = lexer
    this.#fs = this.#newFunction(undefined)
  }

  main(): Prototype {
    const { p } = this.#fs
    p.vararg = VARARG_ISVARARG
    this.#lexer.next()
    this.#chunk()
    this.#check(TK_EOS)
    this.#closeFunction()
    return p
  }

  // Tokens

  get #token(): number {
    return this.#lexer.token
  }

  #next(): void {
    this.#lexer.next()
  }

  #testNext(token: number): boolean {
    if (this.#token !== token) return false
    this.#next()
    return true
  }

  #check(token: number): void {
    if (this.#token !== token) this.#expected(token)
  }

  #checkNext(token: number): void {
    this.#check(token)
    this.#next()
  }

  #expected(token: number): never {
    return this.#lexer.syntaxError(`'${spell(token)}' expected`)
  }

  #checkMatch(what: number, who: number, where: number): void {
    if (this.#testNext(what)) return
    if (where === this.#lexer.line) this.#expected(what)
    this.#lexer.syntaxError(`'${spell(what)}' expected (to close '${spell(who)}' at line ${where})`)
  }

  #checkName(): string {
    this.#check(TK_NAME)
    const name = this.#lexer.text
    this.#next()
    return name
  }

  #limit(count: number, most: number, what: string): void {
    if (count <= most) return
    const { lineDefined } = this.#fs.p
    const where = lineDefined === 0 ? 'main function' : `function at line ${lineDefined}`
    this.#lexer.error(`${where} has more than ${most} ${what}`)
  }

  #enterLevel(): void {
    if (++this.#depth > MAXCCALLS) this.#lexer.error('chunk has too many syntax levels')
  }

  #leaveLevel(): void {
    this.#depth--
  }

  // Functions and variables

  #newFunction(outer: FunctionState | undefined): FunctionState {
    return new FunctionState(new Prototype(this.#lexer.source), this.#lexer, outer)
  }

  #closeFunction(): void {
    const fs = this.#fs
    this.#removeLocals(0)
    fs.code.return(0, 0)
    fs.p.upvalueCount = fs.captured.length
    fs.code.finish()
    if (fs.outer !== undefined) this.#fs = fs.outer
  }

  #newLocal(name: string, offset: number): void {
    const fs = this.#fs
    this.#limit(fs.code.activeLocals + offset + 1, MAXVARS, 'local variables')
    fs.active[fs.code.activeLocals + offset] = fs.p.locals.length
    fs.p.locals.push({ name, start: 0, end: 0 })
  }

  #adjustLocals(count: number): void {
    const { p, code, active } = this.#fs
    for (let left = count; left > 0; left--) p.locals[active[code.activeLocals++]!]!.start = code.pc
  }

  #removeLocals(level: number): void {
    const { p, code, active } = this.#fs
    while (code.activeLocals > level) p.locals[active[--code.activeLocals]!]!.end = code.pc
  }

  #variable(e: Expression): void {
    const name = this.#checkName()
    if (this.#resolve(this.#fs, name, e, true)) return
    e.set(VGLOBAL, this.#fs.code.stringConstant(name))
  }

  /** Finds a local variable of this function or of one around it; false where there is none. */
  #resolve(fs: FunctionState | undefined, name: string, e: Expression, isBase: boolean): boolean {
    if (fs === undefined) return false
    const local = fs.findLocal(name)
    if (local >= 0) {
      e.set(VLOCAL, local)
      if (!isBase) fs.markUpvalue(local)
      return true
    }
    if (!this.#resolve(fs.outer, name, e, false)) return false
    e.set(VUPVAL, this.#capture(fs, name, e))
    return true
  }

  #capture(fs: FunctionState, name: string, e: Expression): number {
    const known = fs.captured.findIndex(({ kind, info }) => kind === e.kind && info === e.info)
    if (known !== -1) return known
    if (fs.captured.length + 1 > MAXUPVALUES) {
      this.#fs = fs
      this.#limit(fs.captured.length + 1, MAXUPVALUES, 'upvalues')
    }
    fs.p.upvalueNames.push(name)
    return fs.captured.push({ kind: e.kind, info: e.info }) - 1
  }

  #adjustAssignment(variables: number, expressions: number, e: Expression): void {
    const { code } = this.#fs
    let extra = variables - expressions
    if (e.hasMultipleResults) {
      extra = Math.max(0, extra + 1)
      code.setReturns(e, extra)
      if (extra > 1) code.reserve(extra - 1)
      return
    }
    if (e.kind !== VVOID) code.toNextRegister(e)
    if (extra <= 0) return
    const register = code.freeRegister
    code.reserve(extra)
    code.loadNil(register, extra)
  }

  // Blocks

  #enterBlock(isBreakable: boolean): Block {
    const fs = this.#fs
    const block: Block = {
      outer: fs.block,
      breaks: NO_JUMP,
      activeLocals: fs.code.activeLocals,
      hasUpvalue: false,
      isBreakable,
    }
    fs.block = block
    return block
  }

  #leaveBlock(): void {
    const fs = this.#fs
    const block = fs.block!
    fs.block = block.outer
    this.#removeLocals(block.activeLocals)
    if (block.hasUpvalue) fs.code.close(block.activeLocals)
    fs.code.freeRegister = fs.code.activeLocals
    fs.code.patchToHere(block.breaks)
  }

  #blockFollows(): boolean {
    switch (this.#token) {
      case TK_ELSE:
      case TK_ELSEIF:
      case TK_END:
      case TK_UNTIL:
      case TK_EOS:
        return true
      default:
        return false
    }
  }

  #chunk(): void {
    let isLast = false
    this.#enterLevel()
    while (!isLast && !this.#blockFollows()) {
      isLast = this.#statement()
      this.#testNext(SEMICOLON)
      this.#fs.code.freeRegister = this.#fs.code.activeLocals
    }
    this.#leaveLevel()
  }

  #block(): void {
    this.#enterBlock(false)
    this.#chunk()
    this.#leaveBlock()
  }

  // Statements

  /** Says whether it must be the last of its block. */
  #statement(): boolean {
    const line = this.#lexer.line
    switch (this.#token) {
      case TK_IF:
        this.#ifStatement(line)
        return false
      case TK_WHILE:
        this.#whileStatement(line)
        return false
      case TK_DO:
        this.#next()
        this.#block()
        this.#checkMatch(TK_END, TK_DO, line)
        return false
      case TK_FOR:
        this.#forStatement(line)
        return false
      case TK_REPEAT:
        this.#repeatStatement(line)
        return false
      case TK_FUNCTION:
        this.#functionStatement(line)
        return false
      case TK_LOCAL:
        this.#next()
        if (this.#testNext(TK_FUNCTION)) this.#localFunction()
        else this.#localStatement()
        return false
      case TK_RETURN:
        this.#returnStatement()
        return true
      case TK_BREAK:
        this.#next()
        this.#breakStatement()
        return true
      default:
        this.#expressionStatement()
        return false
    }
  }

  #breakStatement(): void {
    let { block } = this.#fs
    let hasUpvalue = false
    while (block !== undefined && !block.isBreakable) {
      hasUpvalue ||= block.hasUpvalue
      block = block.outer
    }
    if (block === undefined) return this.#lexer.syntaxError('no loop to break')
    const { code } = this.#fs
    if (hasUpvalue) code.close(block.activeLocals)
    block.breaks = code.concatJumps(block.breaks, code.jump())
  }

  #condition(): number {
    const e = new Expression()
    this.#expression(e)
    // nil and false are all one here.
    if (e.kind === VNIL) e.kind = VFALSE
    this.#fs.code.goIfTrue(e)
    return e.whenFalse
  }

  #whileStatement(line: number): void {
    const { code } = this.#fs
    this.#next()
    const start = code.label()
    const exit = this.#condition()
    this.#enterBlock(true)
    this.#checkNext(TK_DO)
    this.#block()
    code.patchTo(code.jump(), start)
    this.#checkMatch(TK_END, TK_WHILE, line)
    this.#leaveBlock()
    code.patchToHere(exit)
  }

  #repeatStatement(line: number): void {
    const { code } = this.#fs
    const start = code.label()
    this.#enterBlock(true)
    const scope = this.#enterBlock(false)
    this.#next()
    this.#chunk()
    this.#checkMatch(TK_UNTIL, TK_REPEAT, line)
    const exit = this.#condition()
    if (scope.hasUpvalue) {
      this.#breakStatement()
      code.patchToHere(exit)
      this.#leaveBlock()
      code.patchTo(code.jump(), start)
    } else {
      this.#leaveBlock()
      code.patchTo(exit, start)
    }
    this.#leaveBlock()
  }

  #forStatement(line: number): void {
    this.#enterBlock(true)
    this.#next()
    const name = this.#checkName()
    if (this.#token === EQUALS) this.#numericFor(name, line)
    else if (this.#token === COMMA || this.#token === TK_IN) this.#genericFor(name)
    else this.#lexer.syntaxError("'=' or 'in' expected")
    this.#checkMatch(TK_END, TK_FOR, line)
    this.#leaveBlock()
  }

  #numericFor(name: string, line: number): void {
    const { code } = this.#fs
    const base = code.freeRegister
    this.#newLocal('(for index)', 0)
    this.#newLocal('(for limit)', 1)
    this.#newLocal('(for step)', 2)
    this.#newLocal(name, 3)
    this.#checkNext(EQUALS)
    this.#toRegister()
    this.#checkNext(COMMA)
    this.#toRegister()
    if (this.#testNext(COMMA)) this.#toRegister()
    else {
      code.abx(OP_LOADK, code.freeRegister, code.numberConstant(1))
      code.reserve(1)
    }
    this.#forBody(base, line, 1, true)
  }

  #toRegister(): void {
    const e = new Expression()
    this.#expression(e)
    this.#fs.code.toNextRegister(e)
  }

  #genericFor(first: string): void {
    const { code } = this.#fs
    const base = code.freeRegister
    let variables = 0
    this.#newLocal('(for generator)', variables++)
    this.#newLocal('(for state)', variables++)
    this.#newLocal('(for control)', variables++)
    this.#newLocal(first, variables++)
    while (this.#testNext(COMMA)) this.#newLocal(this.#checkName(), variables++)
    this.#checkNext(TK_IN)
    const line = this.#lexer.line
    const e = new Expression()
    this.#adjustAssignment(3, this.#expressionList(e), e)
    code.checkStack(3)
    this.#forBody(base, line, variables - 3, false)
  }

  #forBody(base: number, line: number, variables: number, isNumeric: boolean): void {
    const { code } = this.#fs
    this.#adjustLocals(3)
    this.#checkNext(TK_DO)
    const prepare = isNumeric ? code.asbx(OP_FORPREP, base, NO_JUMP) : code.jump()
    this.#enterBlock(false)
    this.#adjustLocals(variables)
    code.reserve(variables)
    this.#block()
    this.#leaveBlock()
    code.patchToHere(prepare)
    const end = isNumeric
      ? code.asbx(OP_FORLOOP, base, NO_JUMP)
      : code.abc(OP_TFORLOOP, base, 0, variables)
    code.fixLine(line)
    code.patchTo(isNumeric ? end : code.jump(), prepare + 1)
  }

  #ifStatement(line: number): void {
    const { code } = this.#fs
    let escapes = NO_JUMP
    let exit = this.#thenBlock()
    while (this.#token === TK_ELSEIF) {
      escapes = code.concatJumps(escapes, code.jump())
      code.patchToHere(exit)
      exit = this.#thenBlock()
    }
    if (this.#token === TK_ELSE) {
      escapes = code.concatJumps(escapes, code.jump())
      code.patchToHere(exit)
      this.#next()
      this.#block()
    } else escapes = code.concatJumps(escapes, exit)
    code.patchToHere(escapes)
    this.#checkMatch(TK_END, TK_IF, line)
  }

  #thenBlock(): number {
    this.#next()
    const exit = this.#condition()
    this.#checkNext(TK_THEN)
    this.#block()
    return exit
  }

  #localFunction(): void {
    const fs = this.#fs
    const variable = new Expression()
    const body = new Expression()
    this.#newLocal(this.#checkName(), 0)
    variable.set(VLOCAL, fs.code.freeRegister)
    fs.code.reserve(1)
    this.#adjustLocals(1)
    this.#body(body, false, this.#lexer.line)
    fs.code.store(variable, body)
    // The debugger sees the variable only from here on.
    fs.p.locals[fs.active[fs.code.activeLocals - 1]!]!.start = fs.code.pc
  }

  #localStatement(): void {
    let variables = 0
    const e = new Expression()
    do this.#newLocal(this.#checkName(), variables++)
    while (this.#testNext(COMMA))
    const expressions = this.#testNext(EQUALS) ? this.#expressionList(e) : 0
    this.#adjustAssignment(variables, expressions, e)
    this.#adjustLocals(variables)
  }

  #functionStatement(line: number): void {
    this.#next()
    const variable = new Expression()
    const body = new Expression()
    let isMethod = false
    this.#variable(variable)
    while (this.#token === DOT) this.#field(variable)
    if (this.#token === COLON) {
      isMethod = true
      this.#field(variable)
    }
    this.#body(body, isMethod, line)
    this.#fs.code.store(variable, body)
    this.#fs.code.fixLine(line)
  }

  #expressionStatement(): void {
    const variable = new Expression()
    this.#primary(variable)
    if (variable.kind !== VCALL) return this.#assignment({ outer: undefined, variable }, 1)
    const { code } = this.#fs
    code.patch(variable.info, withC(code.instruction(variable.info), 1))
  }

  #returnStatement(): void {
    const { code } = this.#fs
    let first = 0
    let count = 0
    this.#next()
    if (!this.#blockFollows() && this.#token !== SEMICOLON) {
      const e = new Expression()
      count = this.#expressionList(e)
      if (e.hasMultipleResults) {
        code.setReturns(e, MULTRET)
        if (e.kind === VCALL && count === 1) {
          // OP_TAILCALL is OP_CALL plus one.
          code.patch(e.info, code.instruction(e.info) + OP_TAILCALL - OP_CALL)
        }
        first = code.activeLocals
        count = MULTRET
      } else if (count === 1) first = code.toAnyRegister(e)
      else {
        code.toNextRegister(e)
        first = code.activeLocals
      }
    }
    code.return(first, count)
  }

  #assignment(target: Target, variables: number): void {
    const e = new Expression()
    const { kind } = target.variable
    if (kind < VLOCAL || kind > VINDEXED) this.#lexer.syntaxError('syntax error')
    if (this.#testNext(COMMA)) {
      const next: Target = { outer: target, variable: new Expression() }
      this.#primary(next.variable)
      if (next.variable.kind === VLOCAL) this.#checkConflict(target, next.variable)
      this.#limit(variables, MAXCCALLS - this.#depth, 'variables in assignment')
      this.#assignment(next, variables + 1)
    } else {
      this.#checkNext(EQUALS)
      const expressions = this.#expressionList(e)
      const { code } = this.#fs
      if (expressions === variables) {
        code.setOneReturn(e)
        code.store(target.variable, e)
        return
      }
      this.#adjustAssignment(variables, expressions, e)
      if (expressions > variables) code.freeRegister -= expressions - variables
    }
    e.set(VNONRELOC, this.#fs.code.freeRegister - 1)
    this.#fs.code.store(target.variable, e)
  }

  /** A local variable is assigned that an earlier target uses as table or key: that one gets a copy. */
  #checkConflict(targets: Target, variable: Expression): void {
    const { code } = this.#fs
    const extra = code.freeRegister
    let conflict = false
    for (let each: Target | undefined = targets; each !== undefined; each = each.outer) {
      const earlier = each.variable
      if (earlier.kind !== VINDEXED) continue
      if (earlier.info === variable.info) {
        conflict = true
        earlier.info = extra
      }
      if (earlier.aux === variable.info) {
        conflict = true
        earlier.aux = extra
      }
    }
    if (!conflict) return
    code.abc(OP_MOVE, code.freeRegister, variable.info, 0)
    code.reserve(1)
  }

  // Expressions

  #expressionList(e: Expression): number {
    let count = 1
    this.#expression(e)
    while (this.#testNext(COMMA)) {
      this.#fs.code.toNextRegister(e)
      this.#expression(e)
      count++
    }
    return count
  }

  #expression(e: Expression): void {
    this.#subexpression(e, 0)
  }

  /** Reads operators of a higher priority than `limit`; gives back the first of a lower one. */
  #subexpression(e: Expression, limit: number): Operator | undefined {
    this.#enterLevel()
    this.#unary(e)
    let operator = OPERATORS.get(this.#token)
    while (operator !== undefined && operator.left > limit) {
      const right = new Expression()
      this.#next()
      this.#fs.code.infix(operator.op, e)
      const next = this.#subexpression(right, operator.right)
      this.#fs.code.posfix(operator.op, e, right)
      operator = next
    }
    this.#leaveLevel()
    return operator
  }

  #unary(e: Expression): void {
    const operator = this.#token
    if (operator !== TK_NOT && operator !== MINUS && operator !== HASH) return this.#simple(e)
    this.#next()
    this.#subexpression(e, UNARY_PRIORITY)
    const { code } = this.#fs
    if (operator === TK_NOT) code.not(e)
    else if (operator === MINUS) code.negate(e)
    else code.length(e)
  }

  #simple(e: Expression): void {
    const { code, p } = this.#fs
    switch (this.#token) {
      case TK_NUMBER:
        e.set(VKNUM, 0)
        e.number = this.#lexer.number
        break
      case TK_STRING:
        e.set(VK, code.stringConstant(this.#lexer.text))
        break
      case TK_NIL:
        e.set(VNIL, 0)
        break
      case TK_TRUE:
        e.set(VTRUE, 0)
        break
      case TK_FALSE:
        e.set(VFALSE, 0)
        break
      case TK_DOTS:
        if (p.vararg === 0) this.#lexer.syntaxError("cannot use '...' outside a vararg function")
        // Whoever uses `...` does not need the table `arg`.
        p.vararg &= ~VARARG_NEEDSARG
        e.set(VVARARG, code.abc(OP_VARARG, 0, 1, 0))
        break
      case OPEN_BRACE:
        return this.#tableConstructor(e)
      case TK_FUNCTION:
        this.#next()
        return this.#body(e, false, this.#lexer.line)
      default:
        return this.#primary(e)
    }
    this.#next()
  }

  #prefix(e: Expression): void {
    if (this.#token === TK_NAME) return this.#variable(e)
    if (this.#token !== OPEN) return this.#lexer.syntaxError('unexpected symbol')
    const line = this.#lexer.line
    this.#next()
    this.#expression(e)
    this.#checkMatch(CLOSE, OPEN, line)
    this.#fs.code.dischargeVariable(e)
  }

  #primary(e: Expression): void {
    const { code } = this.#fs
    this.#prefix(e)
    for (;;) {
      switch (this.#token) {
        case DOT:
          this.#field(e)
          break
        case OPEN_BRACKET: {
          const key = new Expression()
          code.toAnyRegister(e)
          this.#index(key)
          code.indexed(e, key)
          break
        }
        case COLON: {
          const key = new Expression()
          this.#next()
          this.#nameConstant(key)
          code.self(e, key)
          this.#arguments(e)
          break
        }
        case OPEN:
        case TK_STRING:
        case OPEN_BRACE:
          code.toNextRegister(e)
          this.#arguments(e)
          break
        default:
          return
      }
    }
  }

  #nameConstant(e: Expression): void {
    e.set(VK, this.#fs.code.stringConstant(this.#checkName()))
  }

  #field(e: Expression): void {
    const key = new Expression()
    this.#fs.code.toAnyRegister(e)
    this.#next()
    this.#nameConstant(key)
    this.#fs.code.indexed(e, key)
  }

  #index(e: Expression): void {
    this.#next()
    this.#expression(e)
    this.#fs.code.toValue(e)
    this.#checkNext(CLOSE_BRACKET)
  }

  #arguments(e: Expression): void {
    const { code } = this.#fs
    const { line } = this.#lexer
    const given = new Expression()
    switch (this.#token) {
      case OPEN:
        if (line !== this.#lexer.lastLine) {
          this.#lexer.syntaxError('ambiguous syntax (function call x new statement)')
        }
        this.#next()
        if (this.#token !== CLOSE) {
          this.#expressionList(given)
          code.setReturns(given, MULTRET)
        }
        this.#checkMatch(CLOSE, OPEN, line)
        break
      case OPEN_BRACE:
        this.#tableConstructor(given)
        break
      case TK_STRING:
        given.set(VK, code.stringConstant(this.#lexer.text))
        this.#next()
        break
      default:
        return this.#lexer.syntaxError('function arguments expected')
    }
    const base = e.info
    let count = MULTRET
    if (!given.hasMultipleResults) {
      if (given.kind !== VVOID) code.toNextRegister(given)
      count = code.freeRegister - (base + 1)
    }
    e.set(VCALL, code.abc(OP_CALL, base, count + 1, 2))
    code.fixLine(line)
    code.freeRegister = base + 1
  }

  // Functions and tables

  #body(e: Expression, isMethod: boolean, line: number): void {
    const inner = this.#newFunction(this.#fs)
    this.#fs = inner
    inner.p.lineDefined = line
    this.#checkNext(OPEN)
    if (isMethod) {
      this.#newLocal('self', 0)
      this.#adjustLocals(1)
    }
    this.#parameters()
    this.#checkNext(CLOSE)
    this.#chunk()
    inner.p.lastLineDefined = this.#lexer.line
    this.#checkMatch(TK_END, TK_FUNCTION, line)
    this.#closeFunction()
    this.#pushClosure(inner, e)
  }

  #parameters(): void {
    const { p, code } = this.#fs
    let count = 0
    if (this.#token !== CLOSE) {
      do {
        if (this.#token === TK_NAME) this.#newLocal(this.#checkName(), count++)
        else if (this.#token === TK_DOTS) {
          this.#next()
          this.#newLocal('arg', count++)
          p.vararg = VARARG_HASARG | VARARG_NEEDSARG | VARARG_ISVARARG
        } else this.#lexer.syntaxError("<name> or '...' expected")
      } while (p.vararg === 0 && this.#testNext(COMMA))
    }
    this.#adjustLocals(count)
    p.parameters = code.activeLocals - (p.vararg & VARARG_HASARG)
    code.reserve(code.activeLocals)
  }

  #pushClosure(inner: FunctionState, e: Expression): void {
    const { code, p } = this.#fs
    if (p.prototypes.length > MAXARG_BX) this.#lexer.error('constant table overflow')
    p.prototypes.push(inner.p)
    e.set(VRELOCABLE, code.abx(OP_CLOSURE, 0, p.prototypes.length - 1))
    for (const { kind, info } of inner.captured) {
      code.abc(kind === VLOCAL ? OP_MOVE : OP_GETUPVAL, 0, info, 0)
    }
  }

  #tableConstructor(e: Expression): void {
    const { code } = this.#fs
    const { line } = this.#lexer
    const at = code.abc(OP_NEWTABLE, 0, 0, 0)
    const built: Constructor = {
      table: e,
      last: new Expression(),
      fields: 0,
      elements: 0,
      pending: 0,
    }
    e.set(VRELOCABLE, at)
    code.toNextRegister(e)
    this.#checkNext(OPEN_BRACE)
    do {
      if (this.#token === CLOSE_BRACE) break
      this.#closeElement(built)
      if (this.#isField()) this.#recordField(built)
      else this.#element(built)
    } while (this.#testNext(COMMA) || this.#testNext(SEMICOLON))
    this.#checkMatch(CLOSE_BRACE, OPEN_BRACE, line)
    this.#lastElement(built)
    const sized = withB(code.instruction(at), toFloatingByte(built.elements))
    code.patch(at, withC(sized, toFloatingByte(built.fields)))
  }

  #isField(): boolean {
    if (this.#token === OPEN_BRACKET) return true
    return this.#token === TK_NAME && this.#lexer.peek() === EQUALS
  }

  #recordField(built: Constructor): void {
    const { code } = this.#fs
    const register = code.freeRegister
    const key = new Expression()
    const value = new Expression()
    if (this.#token === TK_NAME) {
      this.#limit(built.fields, MAX_INT, 'items in a constructor')
      this.#nameConstant(key)
    } else this.#index(key)
    built.fields++
    this.#checkNext(EQUALS)
    const rk = code.toRegisterOrConstant(key)
    this.#expression(value)
    code.abc(OP_SETTABLE, built.table.info, rk, code.toRegisterOrConstant(value))
    code.freeRegister = register
  }

  #element(built: Constructor): void {
    this.#expression(built.last)
    this.#limit(built.elements, MAX_INT, 'items in a constructor')
    built.elements++
    built.pending++
  }

  #closeElement(built: Constructor): void {
    if (built.last.kind === VVOID) return
    const { code } = this.#fs
    code.toNextRegister(built.last)
    built.last.kind = VVOID
    if (built.pending !== FIELDS_PER_FLUSH) return
    code.setList(built.table.info, built.elements, built.pending)
    built.pending = 0
  }

  #lastElement(built: Constructor): void {
    if (built.pending === 0) return
    const { code } = this.#fs
    if (built.last.hasMultipleResults) {
      code.setReturns(built.last, MULTRET)
      code.setList(built.table.info, built.elements, MULTRET)
      // How many there will be is not known.
      built.elements--
      return
    }
    if (built.last.kind !== VVOID) code.toNextRegister(built.last)
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
