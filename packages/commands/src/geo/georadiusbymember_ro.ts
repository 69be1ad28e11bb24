import { type Command, firstKey } from '../command.ts'
import { searchAs } from './search.ts'

/** GEORADIUSBYMEMBER_RO key member radius <M | KM | FT | MI> [WITHCOORD] [WITHDIST] [WITHHASH] [COUNT count [ANY]] [ASC | DESC] */
export const georadiusbymemberRo: Command = {
  name: 'georadiusbymember_ro',
  arity: -5,
  flags: ['readonly'],
  keys: firstKey('RO', 'access'),

  run: searchAs({ from: 'member', keyAt: 1, stores: 'never' }),
}
