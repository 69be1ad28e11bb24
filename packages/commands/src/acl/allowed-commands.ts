import type { Row } from '../table.ts'

/**
 * Which commands a selector allows: all or none, with exceptions.
 *
 * Commands that are added later are no exceptions. Commands go by their full names, and each subcommand
 * is allowed or forbidden by itself.
 */
export class AllowedCommands {
  /** Whether commands that are no exception are allowed. */
  #others = false
  readonly #exceptions = new Set<string>()
  /** For commands that are not allowed: the first arguments with which they are allowed nevertheless. */
  readonly #firstArguments = new Map<string, readonly string[]>()

  /** Whether +@all came last, so that commands added later are allowed. */
  get allowsFuture(): boolean {
    return this.#others
  }

  /** Whether every command is allowed. */
  get allowsAll(): boolean {
    return this.#others && this.#exceptions.size === 0
  }

  has(fullName: string): boolean {
    return this.#exceptions.has(fullName) !== this.#others
  }

  setAll(allowed: boolean): void {
    this.#others = allowed
    this.#exceptions.clear()
    this.#firstArguments.clear()
  }

  /** Allows or forbids a command and its subcommands. */
  set(row: Row, allowed: boolean): void {
    this.#set(row.fullName, allowed)
    this.#firstArguments.delete(row.fullName)
    for (const each of row.subcommands?.values() ?? []) this.#set(each.fullName, allowed)
  }

  #set(fullName: string, allowed: boolean): void {
    if (allowed === this.#others) this.#exceptions.delete(fullName)
    else this.#exceptions.add(fullName)
  }

  /** Allows a command with this first argument, in any case. While the command itself is allowed, that has no effect. */
  allowFirstArgument(fullName: string, word: string): void {
    const words = this.firstArguments(fullName)
    const lower = word.toLowerCase()
    if (words.some((each) => each.toLowerCase() === lower)) return
    this.#firstArguments.set(fullName, [...words, word])
  }

  /** As they were spelt, in the order they were added. */
  firstArguments(fullName: string): readonly string[] {
    return this.#firstArguments.get(fullName) ?? []
  }

  copy(): AllowedCommands {
    const copy = new AllowedCommands()
    copy.#others = this.#others
    for (const each of this.#exceptions) copy.#exceptions.add(each)
    for (const [fullName, words] of this.#firstArguments) copy.#firstArguments.set(fullName, words)
    return copy
  }
}
