import { type Command, firstKey } from '../command.ts'
import { searchAs } from './search.ts'

/** GEORADIUS_RO key longitude latitude radius <M | KM | FT | MI> [WITHCOORD] [WITHDIST] [WITHHASH] [COUNT count [ANY]] [ASC | DESC] */
export const georadiusRo: Command = {
  name: 'georadius_ro',
  arity: -6,
  flags: ['readonly'],
  keys: firstKey('RO', 'access'),

  run: searchAs({ from: 'point', keyAt: 1, stores: 'never' }),
}
