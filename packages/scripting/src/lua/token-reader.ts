import { type Lexer, spell, type Token } from './lexer.ts'

/** How deep constructs may be nested. */
export const MAXCCALLS = 200

/** Tokens as the grammar asks for them, with its words where another comes. */
export class TokenReader {
  readonly lexer: Lexer
  /** How deep what is being read is nested. */
  depth: number

  constructor(lexer: Lexer, depth: number) {
    this.lexer = lexer
    this.depth = depth
  }

  get token(): Token {
    return this.lexer.token
  }

  next(): void {
    this.lexer.next()
  }

  testNext(token: Token): boolean {
    if (this.token !== token) return false
    this.next()
    return true
  }

  check(token: Token): void {
    if (this.token !== token) this.#expected(token)
  }

  checkNext(token: Token): void {
    this.check(token)
    this.next()
  }

  #expected(token: Token): never {
    return this.lexer.syntaxError(`'${spell(token)}' expected`)
  }

  checkMatch(what: Token, who: Token, where: number): void {
    if (this.testNext(what)) return
    if (where === this.lexer.line) this.#expected(what)
    this.lexer.syntaxError(`'${spell(what)}' expected (to close '${spell(who)}' at line ${where})`)
  }

  checkName(): string {
    this.check('<name>')
    const name = this.lexer.text
    this.next()
    return name
  }

  enterLevel(): void {
    if (++this.depth > MAXCCALLS) this.lexer.error('chunk has too many syntax levels')
  }

  leaveLevel(): void {
    this.depth--
  }
}
