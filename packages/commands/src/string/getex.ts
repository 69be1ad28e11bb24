import { type Bytes, EMPTY } from '@resident/bytes'
import { deadlineOf, type ExpireUnit, isExpireUnit, onlyChoice } from '../args/expire-option.ts'
import * as arg from '../args/index.ts'
import { type Argv, type Command, keyAt } from '../command.ts'
import { SYNTAX } from '../errors.ts'
import { setDeadline } from '../generic/set-deadline.ts'
import { contentOf } from './plain.ts'

/** GETEX key [EX seconds | PX milliseconds | EXAT unix-time-seconds | PXAT unix-time-milliseconds | PERSIST] */
export const getex: Command = {
  name: 'getex',
  arity: -2,
  flags: ['write', 'fast'],
  keys: [
    {
      ...keyAt(1, 'RW', 'access', 'update'),
      notes: 'RW and UPDATE because it changes the TTL',
    },
  ],

  run({ db }, argv, reply) {
    const key = arg.key(argv, 1)
    const { lifetime, amount } = optionsOf(argv)
    const string = db.read(key, 'string')
    if (string === undefined) return reply.null()

    const deadline =
      lifetime === undefined || lifetime === 'PERSIST'
        ? undefined
        : deadlineOf(lifetime, amount, db.now(), 'getex')
    reply.bulk(contentOf(string))
    if (deadline !== undefined) setDeadline(db, key, deadline)
    else if (lifetime === 'PERSIST' && db.persist(key)) db.modified(key, 'persist')
  },
}

interface GetexOptions {
  lifetime: ExpireUnit | 'PERSIST' | undefined
  /** What follows an expire unit. */
  amount: Bytes
}

function optionsOf(argv: Argv): GetexOptions {
  const options: GetexOptions = { lifetime: undefined, amount: EMPTY }
  for (let i = 2; i < argv.length; i++) {
    const word = arg.word(argv, i)
    if (word === 'PERSIST') options.lifetime = onlyChoice(options.lifetime, word)
    else if (isExpireUnit(word) && i + 1 < argv.length) {
      options.lifetime = onlyChoice(options.lifetime, word)
      options.amount = arg.bytes(argv, ++i)
    } else throw SYNTAX
  }
  return options
}
