import type { Command } from '../command.ts'
import { NOT_SAVED, SAVE_IN_PROGRESS } from '../errors.ts'

/** SAVE */
export const save: Command = {
  name: 'save',
  arity: 1,
  flags: ['admin', 'noscript', 'no_async_loading', 'no_multi'],

  run({ server: { persistence } }, _argv, reply) {
    if (persistence.saving) throw SAVE_IN_PROGRESS
    if (!persistence.save()) throw NOT_SAVED
    reply.status('OK')
  },
}
