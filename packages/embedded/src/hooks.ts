import type { Call, Tap, Taps } from '@resident/commands'
import { LoggedCommand } from './logged-command.ts'

/** Called for every command that a client sends; a returned promise is not awaited. */
export interface Hook {
  /** Called before the command is executed. If it throws, the command is not executed and the client gets the error as its reply. */
  before?(command: LoggedCommand): void
  /** Called when the command has been answered: `command.reply` and `command.milliseconds` are known then. */
  after?(command: LoggedCommand): void
}

/** A hook in force. Declared with `using`, it is removed at the end of the block. */
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

/** A tap that passes a hook the same object for a request when it arrives and when it is answered. */
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
