import type { Dice } from '../../generate/dice.ts'

/** What a variable was made to hold; `any` for whatever. */
export type Kind = 'number' | 'string' | 'table' | 'function' | 'any'

/** The local variables that a script has so far, by what they were made to hold. */
export class Names {
  #scopes: { readonly name: string; readonly kind: Kind }[][] = [[]]
  #count = 0

  /** A new variable's name. It can be drawn once it is `declared`. */
  fresh(kind: Kind): string {
    return `${kind[0]}${++this.#count}`
  }

  declare(name: string, kind: Kind): void {
    this.#scopes.at(-1)!.push({ name, kind })
  }

  /** A variable of this kind, most of the time. */
  draw(dice: Dice, kind: Kind): string {
    const all = this.#scopes.flat()
    const fitting = kind === 'any' ? all : all.filter((each) => each.kind === kind)
    const list = fitting.length > 0 && dice.chance(0.97) ? fitting : all
    return list.length === 0 || dice.chance(0.003) ? 'undeclared' : dice.pick(list).name
  }

  /** Variables declared by `draw` are gone afterwards. */
  within<T>(draw: () => T): T {
    this.#scopes.push([])
    try {
      return draw()
    } finally {
      this.#scopes.pop()
    }
  }
}
