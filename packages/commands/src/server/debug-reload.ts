import * as arg from '../args/index.ts'
import type { Handler } from '../command.ts'
import { DUMP_NOT_LOADED, NOT_SAVED, RELOAD_OPTION } from '../errors.ts'

/** DEBUG RELOAD [option ...]: saves, and loads what was saved. */
export const debugReload: Handler = ({ server: { persistence } }, argv, reply) => {
  const given = new Set<string>()
  for (let i = 2; i < argv.length; i++) {
    const option = arg.word(argv, i)
    if (!['MERGE', 'NOFLUSH', 'NOSAVE'].includes(option)) throw RELOAD_OPTION
    given.add(option)
  }
  const outcome = persistence.reload({
    save: !given.has('NOSAVE'),
    flush: !given.has('NOFLUSH'),
    merge: given.has('MERGE'),
  })
  if (outcome === 'not saved') throw NOT_SAVED
  if (outcome === 'not loaded') throw DUMP_NOT_LOADED
  reply.status('OK')
}
