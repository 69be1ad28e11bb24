import type { Dice } from '../../generate/dice.ts'
import { Expressions } from './expressions.ts'
import type { Kind } from './names.ts'

/** Draws the statements of one script. They build on each other, but each can be left out. */
export function drawStatements(dice: Dice): string[] {
  return new Statements(dice).script()
}

class Statements {
  readonly #dice: Dice
  readonly #e: Expressions

  constructor(dice: Dice) {
    this.#dice = dice
    this.#e = new Expressions(dice)
  }

  script(): string[] {
    const first = (['number', 'string', 'table', 'function'] as const).map((kind) =>
      this.#declaration(kind),
    )
    return [...first, ...this.#block(this.#dice.between(4, 14), 2)]
  }

  #block(count: number, depth: number): string[] {
    return Array.from({ length: count }, () => this.#statement(depth))
  }

  #statement(depth: number): string {
    const dice = this.#dice
    const e = this.#e
    switch (dice.below(depth > 0 ? 17 : 9)) {
      case 0:
      case 1:
        return this.#declaration(dice.pick(['number', 'string', 'table', 'function', 'any']))
      case 2:
      case 3:
        return `log(${e.any(3) || 'nil'})`
      case 4:
        return `log(pcall(function() return ${e.any(3)} end))`
      case 5:
        return `${this.#target()} = ${e.any(2)}`
      case 6:
        return `${this.#target()}, ${this.#target()} = ${e.any(2)}, ${e.any(2)}`
      case 7:
        return this.#tableChange()
      case 8:
        return `log(pcall(${e.names.draw(dice, 'function')}, ${e.any(1)}, ${e.any(1)}))`
      case 9:
        return `if ${e.any(2)} then ${this.#inner(depth)} else ${this.#inner(depth)} end`
      case 10:
        return this.#numericFor(depth)
      case 11:
        return this.#genericFor(depth)
      case 12:
        return `while ${e.any(2)} do tick() ${this.#inner(depth)} ${dice.chance(0.7) ? '; break' : ''} end`
      case 13:
        return `repeat tick() ; ${this.#inner(depth)} until ${e.any(2)}`
      case 14:
        return this.#functionStatement(depth)
      case 15:
        return this.#coroutine(depth)
      default:
        return `do ${this.#inner(depth)} end`
    }
  }

  #inner(depth: number): string {
    return this.#e.names.within(() => this.#block(this.#dice.between(1, 3), depth - 1).join(' ; '))
  }

  #declaration(kind: Kind): string {
    const { names } = this.#e
    const name = names.fresh(kind)
    const value = this.#value(kind)
    names.declare(name, kind)
    return `local ${name} = ${value}`
  }

  #value(kind: Kind): string {
    const e = this.#e
    switch (kind) {
      case 'number':
        return e.number(2)
      case 'string':
        return e.string(2)
      case 'table':
        return this.#dice.chance(0.2)
          ? `setmetatable(${e.table(2)}, ${this.#metatable()})`
          : e.table(3)
      case 'function':
        return e.functionValue(2)
      default:
        return e.any(3)
    }
  }

  #metatable(): string {
    const dice = this.#dice
    const fields = Array.from({ length: dice.between(1, 3) }, () => {
      const event = dice.pick(EVENTS)
      const value = dice.chance(0.8) ? this.#e.functionValue(2) : this.#e.any(1)
      return `${event} = ${value}`
    })
    return `{${fields.join(', ')}}`
  }

  #target(): string {
    const dice = this.#dice
    const e = this.#e
    if (dice.chance(0.5)) return e.names.draw(dice, 'any')
    return `${e.tableVariable()}[${e.key(1)}]`
  }

  #tableChange(): string {
    const dice = this.#dice
    const e = this.#e
    const table = e.tableVariable()
    switch (dice.below(5)) {
      case 0:
        return `for i = 1, ${dice.below(40)} do ${table}[${dice.pick(['i', "'k' .. i", '-i', 'i * 3', `#${table} + 1`, "i .. ''"])}] = ${dice.pick(['i', 'nil', 'true', 'tostring(i)'])} end`
      case 1:
        return `${table}[#${table} + 1] = ${e.any(1)}`
      case 2:
        return `for k in pairs(${table}) do ${table}[k] = ${dice.pick(['nil', '1', 'k'])} end`
      case 3:
        return `table.sort(${table}, function(a, b) tick() return tostring(a) < tostring(b) end)`
      default:
        return `log(#${table}, ${table})`
    }
  }

  #numericFor(depth: number): string {
    const e = this.#e
    const name = e.names.fresh('number')
    const step = this.#dice.chance(0.4) ? `, ${e.number(1)}` : ''
    const head = `for ${name} = ${e.number(1)}, ${e.number(1)}${step} do`
    return e.names.within(() => {
      e.names.declare(name, 'number')
      return `${head} tick() ${this.#inner(depth)} end`
    })
  }

  #genericFor(depth: number): string {
    const e = this.#e
    const [k, v] = [e.names.fresh('any'), e.names.fresh('any')]
    const source = this.#dice.pick([
      `pairs(${e.tableVariable()})`,
      `ipairs(${e.tableVariable()})`,
      `string.gmatch(${e.string(1)}, ${e.pattern()})`,
      `next, ${e.tableVariable()}`,
      `coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i, ${e.any(1)}) end end)`,
      e.any(1),
    ])
    return e.names.within(() => {
      e.names.declare(k, 'any')
      e.names.declare(v, 'any')
      return `for ${k}, ${v} in ${source} do tick() log(${k}, ${v}) ${this.#inner(depth)} end`
    })
  }

  #functionStatement(depth: number): string {
    const e = this.#e
    const name = e.names.fresh('function')
    const parameters = this.#dice.pick([[], ['pa'], ['pa', 'pb'], ['...']])
    const body = e.names.within(() => {
      for (const each of parameters) if (each !== '...') e.names.declare(each, 'any')
      const result = parameters[0] === '...' ? '...' : e.list(2)
      return `tick() ${this.#inner(depth)} return ${result}`
    })
    e.names.declare(name, 'function')
    return `local function ${name}(${parameters.join(', ')}) ${body} end`
  }

  #coroutine(depth: number): string {
    const e = this.#e
    const body = this.#inner(depth)
    return `do local co = coroutine.create(function(...) ${body} ; log(coroutine.yield(${e.list(1)})) return ${e.list(1)} end) log(coroutine.resume(co, ${e.any(1)})) log(coroutine.status(co)) log(coroutine.resume(co, ${e.any(1)})) log(coroutine.resume(co)) log(coroutine.status(co)) end`
  }
}

const EVENTS: readonly string[] = [
  '__index',
  '__newindex',
  '__add',
  '__sub',
  '__mul',
  '__div',
  '__mod',
  '__pow',
  '__unm',
  '__len',
  '__concat',
  '__eq',
  '__lt',
  '__le',
  '__call',
  '__tostring',
  '__metatable',
]
