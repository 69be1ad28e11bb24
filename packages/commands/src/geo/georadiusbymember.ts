import { type Command, keyAfter, keyAt } from '../command.ts'
import { searchAs } from './search.ts'

/** GEORADIUSBYMEMBER key member radius <M | KM | FT | MI> [WITHCOORD] [WITHDIST] [WITHHASH] [COUNT count [ANY]] [ASC | DESC] [STORE key] [STOREDIST key] */
export const georadiusbymember: Command = {
  name: 'georadiusbymember',
  arity: -5,
  flags: ['write', 'denyoom'],
  keys: [
    keyAt(1, 'RO', 'access'),
    keyAfter('STORE', 5, 'OW', 'update'),
    keyAfter('STOREDIST', 5, 'OW', 'update'),
  ],

  run: searchAs({ from: 'member', keyAt: 1, stores: 'by option' }),
}
