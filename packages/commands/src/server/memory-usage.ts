import * as arg from '../args/index.ts'
import { type Argv, type Command, keyAt } from '../command.ts'
import { SYNTAX } from '../errors.ts'

/** dictEntry, as Redis counts it here. */
const ENTRY_BYTES = 24

/** MEMORY USAGE key [SAMPLES count] */
export const memoryUsage: Command = {
  name: 'usage',
  arity: -3,
  flags: ['readonly'],
  keys: [keyAt(2, 'RO')],

  run({ db }, argv, reply) {
    checkSamples(argv)
    const bytes = db.bytesOf(arg.key(argv, 2))
    if (bytes === undefined) reply.null()
    else reply.integer(bytes + ENTRY_BYTES)
  },
}

/** Every value knows what it takes, so there is nothing to be sampled. */
function checkSamples(argv: Argv): void {
  for (let i = 3; i < argv.length; i += 2) {
    if (!arg.is(argv, i, 'SAMPLES') || i + 1 === argv.length) throw SYNTAX
    if (arg.int64(argv, i + 1) < 0) throw SYNTAX
  }
}
