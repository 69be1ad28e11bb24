import * as arg from '../args/index.ts'
import { type Argv, type Command, firstKey } from '../command.ts'
import { err, SYNTAX } from '../errors.ts'
import { TrimOptions } from './trim-options.ts'

/** XTRIM key <MAXLEN | MINID> [= | ~] threshold [LIMIT count] */
export const xtrim: Command = {
  name: 'xtrim',
  arity: -4,
  flags: ['write'],
  keys: firstKey('RW', 'delete'),
  tips: ['nondeterministic_output'],

  run({ db }, argv, reply) {
    const key = arg.key(argv, 1)
    const options = optionsOf(argv)
    const trimming = options.trimming(db.limits)
    if (trimming === undefined) {
      throw err('syntax error, XTRIM must be called with a trimming strategy')
    }
    options.checkLimit()
    const stream = db.write(key, 'stream')
    const gone = stream === undefined ? 0 : stream.log.trim(trimming)
    if (gone > 0) db.modified(key, 'xtrim', gone)
    reply.integer(gone)
  },
}

function optionsOf(argv: Argv): TrimOptions {
  const options = new TrimOptions()
  for (let i = 2; i < argv.length; ) {
    const taken = options.take(argv, i)
    if (taken === 0) throw SYNTAX
    i += taken
  }
  return options
}
