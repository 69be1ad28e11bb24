import type { Row } from '../table.ts'

/**
 * Which commands a selector lets through: all or none to begin with, but for exceptions.
 *
 * What it began with is the answer for commands that are added later, too. Commands go by their full
 * names, and each subcommand has an answer of its own.
 */
export class AllowedCommands {
  /** The answer for what is no exception. */
  #others = false
  readonly #exceptions = new Set<string>()
  /** Of commands that are not allowed: the first arguments with which they are, nevertheless. */
  readonly #firstArguments = new Map<string, readonly string[]>()

  /** Whether +@all came last, so that commands added later are allowed. */
  get allowsFuture(): boolean {
    return this.#others
  }

  /** Whether there is no command that is not allowed. */
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

  /** Allows a command with this first argument, in whatever case; where it is allowed anyway, this waits until it is not. */
  allowFirstArgument(fullName: string, word: string): void {
    const words = this.firstArguments(fullName)
    const lower = word.toLowerCase()
    if (words.some((each) => each.toLowerCase() === lower)) return
    this.#firstArguments.set(fullName, [...words, word])
  }

  /** As they were spelt, in the order of their coming. */
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
