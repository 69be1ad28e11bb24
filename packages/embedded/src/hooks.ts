import type { Tap, Taps } from '@resident/commands'
import { LoggedCommand } from './logged-command.ts'

/** Called about every command that a client sends. */
export interface Hook {
  /** Before anything is done about it. What it throws is answered in place of the command's reply, as an error. */
  before?(command: LoggedCommand): void
  /** When it has been answered: `command.reply` and `command.milliseconds` are known. */
  after?(command: LoggedCommand): void
}

/** A hook in force. `using` ends it with its block. */
export interface ActiveHook {
  remove(): void
  [Symbol.dispose](): void
}

/** Functions of the embedding program that are called before and after commands. */
export class Hooks {
  readonly #taps: Taps

  constructor(taps: Taps) {
    this.#taps = taps
  }

  add(hook: Hook): ActiveHook {
    const seen = new WeakMap<object, LoggedCommand>()
    const tap: Tap = {
      before(call) {
        const command = new LoggedCommand(call)
        seen.set(call, command)
        hook.before?.(command)
      },
      after(call, answer, milliseconds) {
        const command = seen.get(call)
        if (command === undefined) return
        command.answered(answer, milliseconds)
        hook.after?.(command)
      },
    }
    this.#taps.add(tap)
    const remove = (): void => this.#taps.remove(tap)
    return { remove, [Symbol.dispose]: remove }
  }
}
