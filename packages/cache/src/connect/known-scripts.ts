import type { Script } from '../operation.ts'

/**
 * The scripts that a server has run, and therefore knows by their SHA-1. Others are sent whole: if a script were sent by a
 * SHA-1 that the server does not know, it would have to be sent again, and later operations would overtake it.
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

  /** To be called when the server may be another one, or may have forgotten its scripts. */
  clear(): void {
    this.#slots.clear()
  }
}
