import { type Command, keyAt } from '../command.ts'
import { searchAs } from './search.ts'

/** GEORADIUSBYMEMBER key member radius <M | KM | FT | MI> [WITHCOORD] [WITHDIST] [WITHHASH] [COUNT count [ANY]] [ASC | DESC] [STORE key] [STOREDIST key] */
export const georadiusbymember: Command = {
  name: 'georadiusbymember',
  group: 'geo',
  arity: -5,
  flags: ['write', 'denyoom'],
  keys: [
    keyAt(1, 'RO', 'access'),
    {
      flags: ['OW', 'update'],
      begin: { keyword: 'STORE', startFrom: 5 },
      find: { last: 0, step: 1, limit: 0 },
    },
    {
      flags: ['OW', 'update'],
      begin: { keyword: 'STOREDIST', startFrom: 5 },
      find: { last: 0, step: 1, limit: 0 },
    },
  ],

  run: searchAs({ from: 'member', keyAt: 1, stores: 'by option' }),
}
