import { type LuaState, LuaTable, push } from '../../lua/index.ts'
import { decode } from './decode.ts'
import { encode } from './encode.ts'
import { defaultSettings, settingFunctions } from './settings.ts'

/** Puts the library `cjson` (2.1.0) into the globals. */
export function openCjson(L: LuaState): void {
  L.global.globals.set('cjson', newCjson(L))
}

/** A table of the functions, with settings of their own. The order of its fields is the order in which `pairs` gives some of them. */
function newCjson({ global }: LuaState): LuaTable {
  const settings = defaultSettings()
  return LuaTable.of({
    encode: (L) => encode(L, settings),
    decode: (L) => decode(L, settings),
    ...settingFunctions(settings),
    new: (L) => {
      push(L, newCjson(L))
      return 1
    },
    null: global.lightUserdata(null),
    _NAME: 'cjson',
    _VERSION: '2.1.0',
  })
}
