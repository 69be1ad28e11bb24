import { type Command, keyAt } from '../command.ts'
import { sortRoKeys } from '../key-finders.ts'
import { BY_AND_GET, sortKey } from './sort-key.ts'

/** SORT_RO key [BY pattern] [LIMIT offset count] [GET pattern [GET pattern ...]] [ASC | DESC] [ALPHA] */
export const sortRo: Command = {
  name: 'sort_ro',
  arity: -2,
  flags: ['readonly'],
  ungrouped: true,
  acl: ['set', 'sortedset', 'list', 'dangerous'],
  keys: [keyAt(1, 'RO', 'access'), BY_AND_GET],
  findKeys: sortRoKeys,
  run: sortKey({ mayStore: false }),
}
