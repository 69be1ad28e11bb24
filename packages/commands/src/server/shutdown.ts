import * as arg from '../args/index.ts'
import type { Argv, Command } from '../command.ts'
import { err, SYNTAX } from '../errors.ts'

const OPTIONS: ReadonlySet<string> = new Set(['NOSAVE', 'SAVE', 'NOW', 'FORCE', 'ABORT'])

/** SHUTDOWN [NOSAVE | SAVE] [NOW] [FORCE] [ABORT] */
export const shutdown: Command = {
  name: 'shutdown',
  arity: -1,
  flags: ['admin', 'noscript', 'loading', 'stale', 'no_multi', 'allow_busy'],

  run({ server }, argv) {
    const options = optionsOf(argv)
    // Only a shutdown that waits for replicas can be aborted, and here none waits.
    if (options.has('ABORT')) throw err('No shutdown in progress.')
    // The data must not be saved while a script is half-way.
    if (server.suspension.refusal !== undefined && !options.has('NOSAVE')) {
      throw server.suspension.refusal
    }
    const save = options.has('SAVE') ? true : options.has('NOSAVE') ? false : undefined
    if (!server.shutdown({ save, force: options.has('FORCE') })) {
      throw err('Errors trying to SHUTDOWN. Check logs.')
    }
    // Nobody is left to be answered.
  },
}

function optionsOf(argv: Argv): ReadonlySet<string> {
  const given = new Set<string>()
  for (let i = 1; i < argv.length; i++) {
    const option = arg.word(argv, i)
    if (!OPTIONS.has(option)) throw SYNTAX
    given.add(option)
  }
  if (given.has('ABORT') && given.size > 1) throw SYNTAX
  if (given.has('SAVE') && given.has('NOSAVE')) throw SYNTAX
  return given
}
