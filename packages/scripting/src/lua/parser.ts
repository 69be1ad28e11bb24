/** Lua 5.1's grammar: the counterpart of lparser.c, with its limits and its words for errors. */

import { MULTRET } from './code.ts'
import { Expression, type ExpressionKind, NO_JUMP } from './expression.ts'
import { type Block, FunctionState } from './function-state.ts'
import { FIELDS_PER_FLUSH, MAXARG_BX, withB, withC } from './instruction.ts'
import { Lexer, spell, type Token } from './lexer.ts'
import * as OP from './opcodes.ts'
import { Prototype, VARARG_HASARG, VARARG_ISVARARG, VARARG_NEEDSARG } from './prototype.ts'

const MAXVARS = 200
const MAXUPVALUES = 60
/** How deep constructs may be nested. */
const MAXCCALLS = 200
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

/** What can be assigned to. */
const VARIABLES: readonly ExpressionKind[] = ['local', 'upvalue', 'global', 'indexed']

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
    this.#check('<eof>')
    this.#closeFunction()
    return p
  }

  // Tokens

  get #token(): Token {
    return this.#lexer.token
  }

  #next(): void {
    this.#lexer.next()
  }

  #testNext(token: Token): boolean {
    if (this.#token !== token) return false
    this.#next()
    return true
  }

  #check(token: Token): void {
    if (this.#token !== token) this.#expected(token)
  }

  #checkNext(token: Token): void {
    this.#check(token)
    this.#next()
  }

  #expected(token: Token): never {
    return this.#lexer.syntaxError(`'${spell(token)}' expected`)
  }

  #checkMatch(what: Token, who: Token, where: number): void {
    if (this.#testNext(what)) return
    if (where === this.#lexer.line) this.#expected(what)
    this.#lexer.syntaxError(`'${spell(what)}' expected (to close '${spell(who)}' at line ${where})`)
  }

  #checkName(): string {
    this.#check('<name>')
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
    e.set('global', this.#fs.code.stringConstant(name))
  }

  /** Finds a local variable of this function or of one around it; false where there is none. */
  #resolve(fs: FunctionState | undefined, name: string, e: Expression, isBase: boolean): boolean {
    if (fs === undefined) return false
    const local = fs.findLocal(name)
    if (local >= 0) {
      e.set('local', local)
      if (!isBase) fs.markUpvalue(local)
      return true
    }
    if (!this.#resolve(fs.outer, name, e, false)) return false
    e.set('upvalue', this.#capture(fs, name, e))
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
    if (e.kind !== 'void') code.toNextRegister(e)
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

  #chunk(): void {
    let isLast = false
    this.#enterLevel()
    while (!isLast && !this.#blockFollows()) {
      isLast = this.#statement()
      this.#testNext(';')
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
      case 'if':
        this.#ifStatement(line)
        return false
      case 'while':
        this.#whileStatement(line)
        return false
      case 'do':
        this.#next()
        this.#block()
        this.#checkMatch('end', 'do', line)
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
        this.#next()
        if (this.#testNext('function')) this.#localFunction()
        else this.#localStatement()
        return false
      case 'return':
        this.#returnStatement()
        return true
      case 'break':
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
    if (e.kind === 'nil') e.kind = 'false'
    this.#fs.code.goIfTrue(e)
    return e.whenFalse
  }

  #whileStatement(line: number): void {
    const { code } = this.#fs
    this.#next()
    const start = code.label()
    const exit = this.#condition()
    this.#enterBlock(true)
    this.#checkNext('do')
    this.#block()
    code.patchTo(code.jump(), start)
    this.#checkMatch('end', 'while', line)
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
    this.#checkMatch('until', 'repeat', line)
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
    if (this.#token === '=') this.#numericFor(name, line)
    else if (this.#token === ',' || this.#token === 'in') this.#genericFor(name)
    else this.#lexer.syntaxError("'=' or 'in' expected")
    this.#checkMatch('end', 'for', line)
    this.#leaveBlock()
  }

  #numericFor(name: string, line: number): void {
    const { code } = this.#fs
    const base = code.freeRegister
    this.#newLocal('(for index)', 0)
    this.#newLocal('(for limit)', 1)
    this.#newLocal('(for step)', 2)
    this.#newLocal(name, 3)
    this.#checkNext('=')
    this.#toRegister()
    this.#checkNext(',')
    this.#toRegister()
    if (this.#testNext(',')) this.#toRegister()
    else {
      code.abx(OP.LOADK, code.freeRegister, code.numberConstant(1))
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
    while (this.#testNext(',')) this.#newLocal(this.#checkName(), variables++)
    this.#checkNext('in')
    const line = this.#lexer.line
    const e = new Expression()
    this.#adjustAssignment(3, this.#expressionList(e), e)
    code.checkStack(3)
    this.#forBody(base, line, variables - 3, false)
  }

  #forBody(base: number, line: number, variables: number, isNumeric: boolean): void {
    const { code } = this.#fs
    this.#adjustLocals(3)
    this.#checkNext('do')
    const prepare = isNumeric ? code.asbx(OP.FORPREP, base, NO_JUMP) : code.jump()
    this.#enterBlock(false)
    this.#adjustLocals(variables)
    code.reserve(variables)
    this.#block()
    this.#leaveBlock()
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
    while (this.#token === 'elseif') {
      escapes = code.concatJumps(escapes, code.jump())
      code.patchToHere(exit)
      exit = this.#thenBlock()
    }
    if (this.#token === 'else') {
      escapes = code.concatJumps(escapes, code.jump())
      code.patchToHere(exit)
      this.#next()
      this.#block()
    } else escapes = code.concatJumps(escapes, exit)
    code.patchToHere(escapes)
    this.#checkMatch('end', 'if', line)
  }

  #thenBlock(): number {
    this.#next()
    const exit = this.#condition()
    this.#checkNext('then')
    this.#block()
    return exit
  }

  #localFunction(): void {
    const fs = this.#fs
    const variable = new Expression()
    const body = new Expression()
    this.#newLocal(this.#checkName(), 0)
    variable.set('local', fs.code.freeRegister)
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
    while (this.#testNext(','))
    const expressions = this.#testNext('=') ? this.#expressionList(e) : 0
    this.#adjustAssignment(variables, expressions, e)
    this.#adjustLocals(variables)
  }

  #functionStatement(line: number): void {
    this.#next()
    const variable = new Expression()
    const body = new Expression()
    let isMethod = false
    this.#variable(variable)
    while (this.#token === '.') this.#field(variable)
    if (this.#token === ':') {
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
    if (variable.kind !== 'call') return this.#assignment({ outer: undefined, variable }, 1)
    const { code } = this.#fs
    code.patch(variable.info, withC(code.instruction(variable.info), 1))
  }

  #returnStatement(): void {
    const { code } = this.#fs
    let first = 0
    let count = 0
    this.#next()
    if (!this.#blockFollows() && this.#token !== ';') {
      const e = new Expression()
      count = this.#expressionList(e)
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
    if (!VARIABLES.includes(kind)) this.#lexer.syntaxError('syntax error')
    if (this.#testNext(',')) {
      const next: Target = { outer: target, variable: new Expression() }
      this.#primary(next.variable)
      if (next.variable.kind === 'local') this.#checkConflict(target, next.variable)
      this.#limit(variables, MAXCCALLS - this.#depth, 'variables in assignment')
      this.#assignment(next, variables + 1)
    } else {
      this.#checkNext('=')
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
    e.set('register', this.#fs.code.freeRegister - 1)
    this.#fs.code.store(target.variable, e)
  }

  /** A local variable is assigned that an earlier target uses as table or key: that one gets a copy. */
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

  // Expressions

  #expressionList(e: Expression): number {
    let count = 1
    this.#expression(e)
    while (this.#testNext(',')) {
      this.#fs.code.toNextRegister(e)
      this.#expression(e)
      count++
    }
    return count
  }

  #expression(e: Expression): void {
    this.#subexpression(e, 0)
  }

  /** Reads operators of a higher priority than `limit`. */
  #subexpression(e: Expression, limit: number): void {
    this.#enterLevel()
    this.#unary(e)
    for (;;) {
      const operator = this.#token
      const priority = PRIORITIES.get(operator)
      if (priority === undefined || priority.left <= limit) break
      const right = new Expression()
      this.#next()
      this.#fs.code.infix(operator, e)
      this.#subexpression(right, priority.right)
      this.#fs.code.posfix(operator, e, right)
    }
    this.#leaveLevel()
  }

  #unary(e: Expression): void {
    const operator = this.#token
    if (operator !== 'not' && operator !== '-' && operator !== '#') return this.#simple(e)
    this.#next()
    this.#subexpression(e, UNARY_PRIORITY)
    const { code } = this.#fs
    if (operator === 'not') code.not(e)
    else if (operator === '-') code.negate(e)
    else code.length(e)
  }

  #simple(e: Expression): void {
    const { code, p } = this.#fs
    switch (this.#token) {
      case '<number>':
        e.set('number', 0)
        e.number = this.#lexer.number
        break
      case '<string>':
        e.set('constant', code.stringConstant(this.#lexer.text))
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
        if (p.vararg === 0) this.#lexer.syntaxError("cannot use '...' outside a vararg function")
        // Whoever uses `...` does not need the table `arg`.
        p.vararg &= ~VARARG_NEEDSARG
        e.set('vararg', code.abc(OP.VARARG, 0, 1, 0))
        break
      case '{':
        return this.#tableConstructor(e)
      case 'function':
        this.#next()
        return this.#body(e, false, this.#lexer.line)
      default:
        return this.#primary(e)
    }
    this.#next()
  }

  #prefix(e: Expression): void {
    if (this.#token === '<name>') return this.#variable(e)
    if (this.#token !== '(') return this.#lexer.syntaxError('unexpected symbol')
    const line = this.#lexer.line
    this.#next()
    this.#expression(e)
    this.#checkMatch(')', '(', line)
    this.#fs.code.dischargeVariable(e)
  }

  #primary(e: Expression): void {
    const { code } = this.#fs
    this.#prefix(e)
    for (;;) {
      switch (this.#token) {
        case '.':
          this.#field(e)
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
          this.#next()
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
    e.set('constant', this.#fs.code.stringConstant(this.#checkName()))
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
    this.#checkNext(']')
  }

  #arguments(e: Expression): void {
    const { code } = this.#fs
    const { line } = this.#lexer
    const given = new Expression()
    switch (this.#token) {
      case '(':
        if (line !== this.#lexer.lastLine) {
          this.#lexer.syntaxError('ambiguous syntax (function call x new statement)')
        }
        this.#next()
        if (this.#lexer.token !== ')') {
          this.#expressionList(given)
          code.setReturns(given, MULTRET)
        }
        this.#checkMatch(')', '(', line)
        break
      case '{':
        this.#tableConstructor(given)
        break
      case '<string>':
        given.set('constant', code.stringConstant(this.#lexer.text))
        this.#next()
        break
      default:
        return this.#lexer.syntaxError('function arguments expected')
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

  // Functions and tables

  #body(e: Expression, isMethod: boolean, line: number): void {
    const inner = this.#newFunction(this.#fs)
    this.#fs = inner
    inner.p.lineDefined = line
    this.#checkNext('(')
    if (isMethod) {
      this.#newLocal('self', 0)
      this.#adjustLocals(1)
    }
    this.#parameters()
    this.#checkNext(')')
    this.#chunk()
    inner.p.lastLineDefined = this.#lexer.line
    this.#checkMatch('end', 'function', line)
    this.#closeFunction()
    this.#pushClosure(inner, e)
  }

  #parameters(): void {
    const { p, code } = this.#fs
    let count = 0
    if (this.#token !== ')') {
      do {
        if (this.#token === '<name>') this.#newLocal(this.#checkName(), count++)
        else if (this.#token === '...') {
          this.#next()
          this.#newLocal('arg', count++)
          p.vararg = VARARG_HASARG | VARARG_NEEDSARG | VARARG_ISVARARG
        } else this.#lexer.syntaxError("<name> or '...' expected")
      } while (p.vararg === 0 && this.#testNext(','))
    }
    this.#adjustLocals(count)
    p.parameters = code.activeLocals - (p.vararg & VARARG_HASARG)
    code.reserve(code.activeLocals)
  }

  #pushClosure(inner: FunctionState, e: Expression): void {
    const { code, p } = this.#fs
    if (p.prototypes.length > MAXARG_BX) this.#lexer.error('constant table overflow')
    p.prototypes.push(inner.p)
    e.set('relocatable', code.abx(OP.CLOSURE, 0, p.prototypes.length - 1))
    for (const { kind, info } of inner.captured) {
      code.abc(kind === 'local' ? OP.MOVE : OP.GETUPVAL, 0, info, 0)
    }
  }

  #tableConstructor(e: Expression): void {
    const { code } = this.#fs
    const { line } = this.#lexer
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
    this.#checkNext('{')
    do {
      if (this.#token === '}') break
      this.#closeElement(built)
      if (this.#isField()) this.#recordField(built)
      else this.#element(built)
    } while (this.#testNext(',') || this.#testNext(';'))
    this.#checkMatch('}', '{', line)
    this.#lastElement(built)
    const sized = withB(code.instruction(at), toFloatingByte(built.elements))
    code.patch(at, withC(sized, toFloatingByte(built.fields)))
  }

  #isField(): boolean {
    if (this.#token === '[') return true
    return this.#token === '<name>' && this.#lexer.peek() === '='
  }

  #recordField(built: Constructor): void {
    const { code } = this.#fs
    const register = code.freeRegister
    const key = new Expression()
    const value = new Expression()
    if (this.#token === '<name>') {
      this.#limit(built.fields, MAX_INT, 'items in a constructor')
      this.#nameConstant(key)
    } else this.#index(key)
    built.fields++
    this.#checkNext('=')
    const rk = code.toRegisterOrConstant(key)
    this.#expression(value)
    code.abc(OP.SETTABLE, built.table.info, rk, code.toRegisterOrConstant(value))
    code.freeRegister = register
  }

  #element(built: Constructor): void {
    this.#expression(built.last)
    this.#limit(built.elements, MAX_INT, 'items in a constructor')
    built.elements++
    built.pending++
  }

  #closeElement(built: Constructor): void {
    if (built.last.kind === 'void') return
    const { code } = this.#fs
    code.toNextRegister(built.last)
    built.last.kind = 'void'
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
