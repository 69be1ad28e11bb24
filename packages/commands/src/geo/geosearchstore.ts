import { type Command, keyAt } from '../command.ts'
import { searchAs } from './search.ts'

/** GEOSEARCHSTORE destination source <FROMMEMBER member | FROMLONLAT longitude latitude> <BYRADIUS radius <M | KM | FT | MI> | BYBOX width height <M | KM | FT | MI>> [ASC | DESC] [COUNT count [ANY]] [STOREDIST] */
export const geosearchstore: Command = {
  name: 'geosearchstore',
  arity: -8,
  flags: ['write', 'denyoom'],
  keys: [keyAt(1, 'OW', 'update'), keyAt(2, 'RO', 'access')],

  run: searchAs({ from: 'options', keyAt: 2, stores: 'always' }),
}
