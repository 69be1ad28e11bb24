import type { Script } from '../operation.ts'

/**
 * The scripts that a server has run, and so knows by their SHA-1. Others are sent whole: were a script sent by a name that
 * the server does not know, operations that were called after it would overtake it.
 */
export class KnownScripts {
  /** Slots by script: on a Redis Cluster each node learns scripts for itself. */
  readonly #slots = new Map<Script, Set<number>>()

  has(script: Script, slot: number): boolean {
    return this.#slots.get(script)?.has(slot) === true
  }

  add(script: Script, slot: number): void {
    const slots = this.#slots.get(script)
    if (slots === undefined) this.#slots.set(script, new Set([slot]))
    else slots.add(slot)
  }

  /** The server may be another one, or has forgotten them. */
  clear(): void {
    this.#slots.clear()
  }
}
