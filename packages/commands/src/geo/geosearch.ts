import { type Command, firstKey } from '../command.ts'
import { searchAs } from './search.ts'

/** GEOSEARCH key <FROMMEMBER member | FROMLONLAT longitude latitude> <BYRADIUS radius <M | KM | FT | MI> | BYBOX width height <M | KM | FT | MI>> [ASC | DESC] [COUNT count [ANY]] [WITHCOORD] [WITHDIST] [WITHHASH] */
export const geosearch: Command = {
  name: 'geosearch',
  arity: -7,
  flags: ['readonly'],
  keys: firstKey('RO', 'access'),

  run: searchAs({ from: 'options', keyAt: 1, stores: 'never' }),
}
