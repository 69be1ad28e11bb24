import { type Bytes, EMPTY } from '@resident/bytes'
import type { ReplyWriter } from '@resident/protocol'
import { deadlineOf, type ExpireUnit, isExpireUnit, onlyChoice } from '../args/expire-option.ts'
import * as arg from '../args/index.ts'
import type { Client } from '../client.ts'
import { type Argv, type Command, keyAt } from '../command.ts'
import { SYNTAX } from '../errors.ts'
import { setKeys } from '../key-finders.ts'
import { contentOf, encoded } from './plain.ts'
import { put } from './put.ts'

/** SET key value [NX | XX] [GET] [EX seconds | PX milliseconds | EXAT unix-time-seconds | PXAT unix-time-milliseconds | KEEPTTL] */
export const set: Command = {
  name: 'set',
  arity: -3,
  flags: ['write', 'denyoom'],
  brief: true,
  keys: [
    {
      ...keyAt(1, 'RW', 'access', 'update', 'variable_flags'),
      notes: 'RW and ACCESS due to the optional `GET` argument',
    },
  ],
  findKeys: setKeys,

  run(client, argv, reply) {
    if (argv.length > 3) return setWithOptions(client, argv, reply)
    put(client.db, arg.key(argv, 1), arg.bytes(argv, 2))
    reply.status('OK')
  },
}

interface SetOptions {
  condition: 'NX' | 'XX' | undefined
  get: boolean
  lifetime: ExpireUnit | 'KEEPTTL' | undefined
  /** What follows an expire unit. */
  amount: Bytes
}

function setWithOptions({ db }: Client, argv: Argv, reply: ReplyWriter): void {
  const key = arg.key(argv, 1)
  const value = arg.bytes(argv, 2)
  const { condition, get, lifetime, amount } = optionsOf(argv)
  const deadline =
    lifetime === undefined || lifetime === 'KEEPTTL'
      ? undefined
      : deadlineOf(lifetime, amount, db.now(), 'set')

  const before = get ? db.read(key, 'string') : undefined
  const said = before === undefined ? undefined : contentOf(before)
  const found = db.writeAny(key) !== undefined
  const refused = condition !== undefined && found !== (condition === 'XX')
  if (said !== undefined) reply.bulk(said)
  else if (get || refused) reply.null()
  if (!refused) {
    // A new deadline replaces the old one, which need not be dropped first.
    db.store(key, encoded(value), lifetime === undefined ? undefined : 'KEEPTTL')
    if (deadline !== undefined) db.setExpireAt(key, deadline)
    db.modified(key, 'set')
    if (deadline !== undefined) db.notify(key, 'expire')
  }
  if (!get && !refused) reply.status('OK')
}

function optionsOf(argv: Argv): SetOptions {
  const options: SetOptions = {
    condition: undefined,
    get: false,
    lifetime: undefined,
    amount: EMPTY,
  }
  for (let i = 3; i < argv.length; i++) {
    const word = arg.word(argv, i)
    if (word === 'NX' || word === 'XX') options.condition = onlyChoice(options.condition, word)
    else if (word === 'GET') options.get = true
    else if (word === 'KEEPTTL') options.lifetime = onlyChoice(options.lifetime, word)
    else if (isExpireUnit(word) && i + 1 < argv.length) {
      options.lifetime = onlyChoice(options.lifetime, word)
      options.amount = arg.bytes(argv, ++i)
    } else throw SYNTAX
  }
  return options
}
