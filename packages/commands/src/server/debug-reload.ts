import * as arg from '../args/index.ts'
import type { Handler } from '../command.ts'
import { err, NOT_SAVED } from '../errors.ts'

/** DEBUG RELOAD [option ...]: saves the data, and loads it again. */
export const debugReload: Handler = ({ server: { persistence } }, argv, reply) => {
  const given = new Set<string>()
  for (let i = 2; i < argv.length; i++) {
    const option = arg.word(argv, i)
    if (!['MERGE', 'NOFLUSH', 'NOSAVE'].includes(option)) {
      throw err('DEBUG RELOAD only supports the MERGE, NOFLUSH and NOSAVE options.')
    }
    given.add(option)
  }
  const outcome = persistence.reload({
    save: !given.has('NOSAVE'),
    flush: !given.has('NOFLUSH'),
    merge: given.has('MERGE'),
  })
  if (outcome === 'not saved') throw NOT_SAVED
  if (outcome === 'not loaded') throw err('Error trying to load the RDB dump')
  reply.status('OK')
}
