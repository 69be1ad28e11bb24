import * as arg from '../args/index.ts'
import { type Argv, type Command, countedKeys } from '../command.ts'
import { err, LIMIT_NEGATIVE, NUMKEYS_NOT_POSITIVE, SYNTAX } from '../errors.ts'
import { eachCommon } from './intersect.ts'
import { operands } from './operands.ts'

/** SINTERCARD numkeys key [key ...] [LIMIT limit] */
export const sintercard: Command = {
  name: 'sintercard',
  arity: -3,
  flags: ['readonly'],
  keys: [countedKeys(1, 'RO', 'access')],

  run({ db }, argv, reply) {
    const past = 2 + arg.atLeast(argv, 1, 1, NUMKEYS_NOT_POSITIVE)
    if (past > argv.length) throw err("Number of keys can't be greater than number of args")
    const limit = limitOf(argv, past)
    const sets = operands(db, argv, 2, past)
    reply.integer(eachCommon(sets, limit === 0 ? Number.POSITIVE_INFINITY : limit, ignore))
  },
}

/** `[LIMIT limit]` from argv[from] on; the last one counts. 0 is no limit. */
function limitOf(argv: Argv, from: number): number {
  let limit = 0
  for (let i = from; i < argv.length; i += 2) {
    if (!arg.is(argv, i, 'LIMIT') || i + 1 === argv.length) throw SYNTAX
    limit = arg.atLeast(argv, i + 1, 0, LIMIT_NEGATIVE)
  }
  return limit
}

function ignore(): void {}
