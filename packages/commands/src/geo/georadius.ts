import { type Command, keyAfter, keyAt } from '../command.ts'
import { searchAs } from './search.ts'

/** GEORADIUS key longitude latitude radius <M | KM | FT | MI> [WITHCOORD] [WITHDIST] [WITHHASH] [COUNT count [ANY]] [ASC | DESC] [STORE key] [STOREDIST key] */
export const georadius: Command = {
  name: 'georadius',
  arity: -6,
  flags: ['write', 'denyoom'],
  keys: [
    keyAt(1, 'RO', 'access'),
    keyAfter('STORE', 6, 'OW', 'update'),
    keyAfter('STOREDIST', 6, 'OW', 'update'),
  ],

  run: searchAs({ from: 'point', keyAt: 1, stores: 'by option' }),
}
