import { type Command, keyAt } from '../command.ts'
import { searchAs } from './search.ts'

/** GEORADIUS key longitude latitude radius <M | KM | FT | MI> [WITHCOORD] [WITHDIST] [WITHHASH] [COUNT count [ANY]] [ASC | DESC] [STORE key] [STOREDIST key] */
export const georadius: Command = {
  name: 'georadius',
  group: 'geo',
  arity: -6,
  flags: ['write', 'denyoom'],
  keys: [
    keyAt(1, 'RO', 'access'),
    {
      flags: ['OW', 'update'],
      begin: { keyword: 'STORE', startFrom: 6 },
      find: { last: 0, step: 1, limit: 0 },
    },
    {
      flags: ['OW', 'update'],
      begin: { keyword: 'STOREDIST', startFrom: 6 },
      find: { last: 0, step: 1, limit: 0 },
    },
  ],

  run: searchAs({ from: 'point', keyAt: 1, stores: 'by option' }),
}
