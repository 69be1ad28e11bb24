import { type Command, keyAt } from '../command.ts'
import { sortKeys } from '../key-finders.ts'
import { BY_AND_GET, sortKey } from './sort-key.ts'

/** SORT key [BY pattern] [LIMIT offset count] [GET pattern [GET pattern ...]] [ASC | DESC] [ALPHA] [STORE destination] */
export const sort: Command = {
  name: 'sort',
  arity: -2,
  flags: ['write', 'denyoom'],
  ungrouped: true,
  acl: ['set', 'sortedset', 'list', 'dangerous'],
  keys: [
    keyAt(1, 'RO', 'access'),
    BY_AND_GET,
    {
      flags: ['OW', 'update'],
      begin: 'unknown',
      find: 'unknown',
      notes:
        "For the optional STORE keyword. It is marked 'unknown' because the keyword can appear anywhere in the argument array",
    },
  ],
  findKeys: sortKeys,
  run: sortKey({ mayStore: true }),
}
