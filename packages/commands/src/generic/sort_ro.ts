import { type Command, keyAt } from '../command.ts'
import { sortRoKeys } from '../key-finders.ts'
import { sortKey } from './sort-key.ts'

/** SORT_RO key [BY pattern] [LIMIT offset count] [GET pattern [GET pattern ...]] [ASC | DESC] [ALPHA] */
export const sortRo: Command = {
  name: 'sort_ro',
  group: 'generic',
  since: '7.0.0',
  arity: -2,
  flags: ['readonly'],
  ungrouped: true,
  acl: ['set', 'sortedset', 'list', 'dangerous'],
  keys: [
    keyAt(1, 'RO', 'access'),
    {
      flags: ['RO', 'access'],
      begin: 'unknown',
      find: 'unknown',
      notes:
        "For the optional BY/GET keyword. It is marked 'unknown' because the key names derive from the content of the key we sort",
    },
  ],
  findKeys: sortRoKeys,
  run: sortKey({ mayStore: false }),
}
