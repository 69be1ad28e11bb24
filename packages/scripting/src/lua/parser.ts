/** Lua 5.1's statements: with `expression-parser.ts` the counterpart of lparser.c, with its limits and its words for errors. */

import { MULTRET } from './code.ts'
import { Expression, type ExpressionKind, NO_JUMP } from './expression.ts'
import { ExpressionParser } from './expression-parser.ts'
import type { FunctionState } from './function-state.ts'
import { withC } from './instruction.ts'
import { Lexer } from './lexer.ts'
import * as OP from './opcodes.ts'
import { type Prototype, VARARG_ISVARARG } from './prototype.ts'
import { MAXCCALLS, TokenReader } from './token-reader.ts'

/** What can be assigned to. */
const VARIABLES: readonly ExpressionKind[] = ['local', 'upvalue', 'global', 'indexed']

/** A variable on the left of an assignment. */
interface Target {
  readonly outer: Target | undefined
  readonly variable: Expression
}

/**
 * Compiles a chunk; raises a `LuaError` if it is not valid. Nesting counts from `depth`. `more` gives the
 * rest of the chunk piece by piece, and '' at its end; it is asked only as far as the chunk is read.
 */
export function parse(chunk: string, name: string, depth: number, more?: () => string): Prototype {
  return new Parser(new Lexer(chunk, name, more), depth).main()
}

class Parser {
  readonly #tokens: TokenReader
  readonly #expressions: ExpressionParser

  constructor(lexer: Lexer, depth: number) {
    this.#tokens = new TokenReader(lexer, depth)
    this.#expressions = new ExpressionParser(this.#tokens, () => this.#chunk())
  }

  /** The function that is being read. */
  get #fs(): FunctionState {
    return this.#expressions.fs
  }

  main(): Prototype {
    this.#fs.p.vararg = VARARG_ISVARARG
    this.#tokens.next()
    this.#chunk()
    this.#tokens.check('<eof>')
    this.#fs.finish()
    return this.#fs.p
  }

  #chunk(): void {
    let isLast = false
    this.#tokens.enterLevel()
    while (!isLast && !this.#blockFollows()) {
      isLast = this.#statement()
      this.#tokens.testNext(';')
      this.#fs.code.freeRegister = this.#fs.code.activeLocals
    }
    this.#tokens.leaveLevel()
  }

  #blockFollows(): boolean {
    switch (this.#tokens.token) {
      case 'else':
      case 'elseif':
      case 'end':
      case 'until':
      case '<eof>':
        return true
      default:
        return false
    }
  }

  #block(): void {
    this.#fs.enterBlock(false)
    this.#chunk()
    this.#fs.leaveBlock()
  }

  /** Returns whether it must be the last of its block. */
  #statement(): boolean {
    const line = this.#tokens.lexer.line
    switch (this.#tokens.token) {
      case 'if':
        this.#ifStatement(line)
        return false
      case 'while':
        this.#whileStatement(line)
        return false
      case 'do':
        this.#tokens.next()
        this.#block()
        this.#tokens.checkMatch('end', 'do', line)
        return false
      case 'for':
        this.#forStatement(line)
        return false
      case 'repeat':
        this.#repeatStatement(line)
        return false
      case 'function':
        this.#functionStatement(line)
        return false
      case 'local':
        this.#tokens.next()
        if (this.#tokens.testNext('function')) this.#localFunction()
        else this.#localStatement()
        return false
      case 'return':
        this.#returnStatement()
        return true
      case 'break':
        this.#tokens.next()
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
    if (block === undefined) return this.#tokens.lexer.syntaxError('no loop to break')
    const { code } = this.#fs
    if (hasUpvalue) code.close(block.activeLocals)
    block.breaks = code.concatJumps(block.breaks, code.jump())
  }

  #condition(): number {
    const e = new Expression()
    this.#expressions.expression(e)
    // nil and false are all one here.
    if (e.kind === 'nil') e.kind = 'false'
    this.#fs.code.goIfTrue(e)
    return e.whenFalse
  }

  #whileStatement(line: number): void {
    const { code } = this.#fs
    this.#tokens.next()
    const start = code.label()
    const exit = this.#condition()
    this.#fs.enterBlock(true)
    this.#tokens.checkNext('do')
    this.#block()
    code.patchTo(code.jump(), start)
    this.#tokens.checkMatch('end', 'while', line)
    this.#fs.leaveBlock()
    code.patchToHere(exit)
  }

  #repeatStatement(line: number): void {
    const { code } = this.#fs
    const start = code.label()
    this.#fs.enterBlock(true)
    const scope = this.#fs.enterBlock(false)
    this.#tokens.next()
    this.#chunk()
    this.#tokens.checkMatch('until', 'repeat', line)
    const exit = this.#condition()
    if (scope.hasUpvalue) {
      this.#breakStatement()
      code.patchToHere(exit)
      this.#fs.leaveBlock()
      code.patchTo(code.jump(), start)
    } else {
      this.#fs.leaveBlock()
      code.patchTo(exit, start)
    }
    this.#fs.leaveBlock()
  }

  #forStatement(line: number): void {
    this.#fs.enterBlock(true)
    this.#tokens.next()
    const name = this.#tokens.checkName()
    if (this.#tokens.token === '=') this.#numericFor(name, line)
    else if (this.#tokens.token === ',' || this.#tokens.token === 'in') this.#genericFor(name)
    else this.#tokens.lexer.syntaxError("'=' or 'in' expected")
    this.#tokens.checkMatch('end', 'for', line)
    this.#fs.leaveBlock()
  }

  #numericFor(name: string, line: number): void {
    const { code } = this.#fs
    const base = code.freeRegister
    this.#fs.newLocal('(for index)', 0)
    this.#fs.newLocal('(for limit)', 1)
    this.#fs.newLocal('(for step)', 2)
    this.#fs.newLocal(name, 3)
    this.#tokens.checkNext('=')
    this.#toRegister()
    this.#tokens.checkNext(',')
    this.#toRegister()
    if (this.#tokens.testNext(',')) this.#toRegister()
    else {
      code.abx(OP.LOADK, code.freeRegister, code.numberConstant(1))
      code.reserve(1)
    }
    this.#forBody(base, line, 1, true)
  }

  #toRegister(): void {
    const e = new Expression()
    this.#expressions.expression(e)
    this.#fs.code.toNextRegister(e)
  }

  #genericFor(first: string): void {
    const { code } = this.#fs
    const base = code.freeRegister
    let variables = 0
    this.#fs.newLocal('(for generator)', variables++)
    this.#fs.newLocal('(for state)', variables++)
    this.#fs.newLocal('(for control)', variables++)
    this.#fs.newLocal(first, variables++)
    while (this.#tokens.testNext(',')) this.#fs.newLocal(this.#tokens.checkName(), variables++)
    this.#tokens.checkNext('in')
    const line = this.#tokens.lexer.line
    const e = new Expression()
    this.#adjustAssignment(3, this.#expressions.expressionList(e), e)
    code.checkStack(3)
    this.#forBody(base, line, variables - 3, false)
  }

  #forBody(base: number, line: number, variables: number, isNumeric: boolean): void {
    const { code } = this.#fs
    this.#fs.adjustLocals(3)
    this.#tokens.checkNext('do')
    const prepare = isNumeric ? code.asbx(OP.FORPREP, base, NO_JUMP) : code.jump()
    this.#fs.enterBlock(false)
    this.#fs.adjustLocals(variables)
    code.reserve(variables)
    this.#block()
    this.#fs.leaveBlock()
    code.patchToHere(prepare)
    const end = isNumeric
      ? code.asbx(OP.FORLOOP, base, NO_JUMP)
      : code.abc(OP.TFORLOOP, base, 0, variables)
    code.fixLine(line)
    code.patchTo(isNumeric ? end : code.jump(), prepare + 1)
  }

  #ifStatement(line: number): void {
    const { code } = this.#fs
    let escapes = NO_JUMP
    let exit = this.#thenBlock()
    while (this.#tokens.token === 'elseif') {
      escapes = code.concatJumps(escapes, code.jump())
      code.patchToHere(exit)
      exit = this.#thenBlock()
    }
    if (this.#tokens.token === 'else') {
      escapes = code.concatJumps(escapes, code.jump())
      code.patchToHere(exit)
      this.#tokens.next()
      this.#block()
    } else escapes = code.concatJumps(escapes, exit)
    code.patchToHere(escapes)
    this.#tokens.checkMatch('end', 'if', line)
  }

  #thenBlock(): number {
    this.#tokens.next()
    const exit = this.#condition()
    this.#tokens.checkNext('then')
    this.#block()
    return exit
  }

  #localFunction(): void {
    const fs = this.#fs
    const variable = new Expression()
    const body = new Expression()
    this.#fs.newLocal(this.#tokens.checkName(), 0)
    variable.set('local', fs.code.freeRegister)
    fs.code.reserve(1)
    this.#fs.adjustLocals(1)
    this.#expressions.body(body, false, this.#tokens.lexer.line)
    fs.code.store(variable, body)
    // The debugger sees the variable only from here on.
    fs.p.locals[fs.active[fs.code.activeLocals - 1]!]!.start = fs.code.pc
  }

  #localStatement(): void {
    let variables = 0
    const e = new Expression()
    do this.#fs.newLocal(this.#tokens.checkName(), variables++)
    while (this.#tokens.testNext(','))
    const expressions = this.#tokens.testNext('=') ? this.#expressions.expressionList(e) : 0
    this.#adjustAssignment(variables, expressions, e)
    this.#fs.adjustLocals(variables)
  }

  #functionStatement(line: number): void {
    this.#tokens.next()
    const variable = new Expression()
    const body = new Expression()
    let isMethod = false
    this.#fs.variable(this.#tokens.checkName(), variable)
    while (this.#tokens.token === '.') this.#expressions.field(variable)
    if (this.#tokens.token === ':') {
      isMethod = true
      this.#expressions.field(variable)
    }
    this.#expressions.body(body, isMethod, line)
    this.#fs.code.store(variable, body)
    this.#fs.code.fixLine(line)
  }

  #expressionStatement(): void {
    const variable = new Expression()
    this.#expressions.primary(variable)
    if (variable.kind !== 'call') return this.#assignment({ outer: undefined, variable }, 1)
    const { code } = this.#fs
    code.patch(variable.info, withC(code.instruction(variable.info), 1))
  }

  #returnStatement(): void {
    const { code } = this.#fs
    let first = 0
    let count = 0
    this.#tokens.next()
    if (!this.#blockFollows() && this.#tokens.token !== ';') {
      const e = new Expression()
      count = this.#expressions.expressionList(e)
      if (e.hasMultipleResults) {
        code.setReturns(e, MULTRET)
        if (e.kind === 'call' && count === 1) {
          // OP.TAILCALL is OP.CALL plus one.
          code.patch(e.info, code.instruction(e.info) + OP.TAILCALL - OP.CALL)
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
    if (!VARIABLES.includes(kind)) this.#tokens.lexer.syntaxError('syntax error')
    if (this.#tokens.testNext(',')) {
      const next: Target = { outer: target, variable: new Expression() }
      this.#expressions.primary(next.variable)
      if (next.variable.kind === 'local') this.#checkConflict(target, next.variable)
      this.#fs.limit(variables, MAXCCALLS - this.#tokens.depth, 'variables in assignment')
      this.#assignment(next, variables + 1)
    } else {
      this.#tokens.checkNext('=')
      const expressions = this.#expressions.expressionList(e)
      const { code } = this.#fs
      if (expressions === variables) {
        code.setOneReturn(e)
        code.store(target.variable, e)
        return
      }
      this.#adjustAssignment(variables, expressions, e)
      if (expressions > variables) code.freeRegister -= expressions - variables
    }
    e.set('register', this.#fs.code.freeRegister - 1)
    this.#fs.code.store(target.variable, e)
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
    if (e.kind !== 'void') code.toNextRegister(e)
    if (extra <= 0) return
    const register = code.freeRegister
    code.reserve(extra)
    code.loadNil(register, extra)
  }

  /** A local variable is assigned to that an earlier target uses as table or key: that target gets a copy. */
  #checkConflict(targets: Target, variable: Expression): void {
    const { code } = this.#fs
    const extra = code.freeRegister
    let conflict = false
    for (let each: Target | undefined = targets; each !== undefined; each = each.outer) {
      const earlier = each.variable
      if (earlier.kind !== 'indexed') continue
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
    code.abc(OP.MOVE, code.freeRegister, variable.info, 0)
    code.reserve(1)
  }
}
