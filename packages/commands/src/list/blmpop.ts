import { timeout } from '../args/timeout.ts'
import { type Command, countedKeys } from '../command.ts'
import { waitForValue } from '../wait-for-value.ts'
import { popSeveral, popSeveralOf, replySeveral } from './pop-several.ts'

/** BLMPOP timeout numkeys key [key ...] <LEFT | RIGHT> [COUNT count] */
export const blmpop: Command = {
  name: 'blmpop',
  arity: -5,
  flags: ['write', 'blocking'],
  keys: [countedKeys(2, 'RW', 'access', 'delete')],

  run(client, argv, reply) {
    const { db } = client
    const asked = popSeveralOf(argv, 2)
    const patience = timeout(argv, 1)
    if (popSeveral(db, argv, asked, reply)) return
    waitForValue(client, reply, {
      type: 'list',
      keys: argv.slice(asked.first, asked.past),
      timeout: patience,
      // Redis tells of it, unlike BLPOP's.
      tellsPop: true,
      serve: (key, list, late) => replySeveral(db, key, list, asked, late),
    })
  },
}
