import type { Call, Tap, Taps } from '@resident/commands'
import { LoggedCommand } from './logged-command.ts'

/** Called about every command that a client sends; nobody awaits a promise that it gives. */
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
    const tap = tapOf(hook)
    this.#taps.add(tap)
    const remove = (): void => this.#taps.remove(tap)
    return { remove, [Symbol.dispose]: remove }
  }
}

/** Shows a hook each request as one and the same object, when it comes and when it is answered. */
export function tapOf(hook: Hook): Tap {
  const commands = new WeakMap<Call, LoggedCommand>()
  return {
    before(call) {
      const command = new LoggedCommand(call)
      commands.set(call, command)
      hook.before?.(command)
    },
    after(call, answer, milliseconds) {
      const command = commands.get(call)
      if (command === undefined) return
      command.answered(answer, milliseconds)
      hook.after?.(command)
    },
  }
}
