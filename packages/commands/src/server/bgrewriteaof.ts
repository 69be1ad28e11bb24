import type { Command } from '../command.ts'
import { err } from '../errors.ts'

/** BGREWRITEAOF */
export const bgrewriteaof: Command = {
  name: 'bgrewriteaof',
  arity: 1,
  flags: ['admin', 'noscript', 'no_async_loading'],

  run() {
    // There is no append-only file; this is what Redis says if it cannot write one.
    throw err(
      "Can't execute an AOF background rewriting. Please check the server logs for more information.",
    )
  },
}
