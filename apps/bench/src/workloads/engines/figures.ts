import { median } from '../../report.ts'

export type EngineName = 'map' | 'btree'

/** A figure a round, by operation, engine and size. */
export class Figures {
  readonly #all = new Map<string, readonly number[]>()
  readonly #operations = new Set<string>()

  note(operation: string, engine: EngineName, size: number, values: readonly number[]): void {
    this.#operations.add(operation)
    this.#all.set(keyOf(operation, engine, size), values)
  }

  /** In the order in which they first came. */
  get operations(): readonly string[] {
    return [...this.#operations]
  }

  of(operation: string, engine: EngineName, size: number): readonly number[] {
    return this.#all.get(keyOf(operation, engine, size))!
  }

  median(operation: string, engine: EngineName, size: number): number {
    return median(this.of(operation, engine, size))
  }
}

function keyOf(operation: string, engine: EngineName, size: number): string {
  return [operation, engine, size].join('\n')
}
