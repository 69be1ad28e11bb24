import { type LuaState, LuaTable, luaL_argerror, luaL_checkbytes, push } from '../../lua/index.ts'
import { Format } from './format.ts'
import { pack } from './pack.ts'
import { unpack } from './unpack.ts'

/** Puts the library `struct` into the globals. */
export function openStruct(L: LuaState): void {
  L.global.globals.set('struct', LuaTable.of({ pack, unpack, size }))
}

/** struct.size(format): how many bytes `pack` makes of it. */
function size(L: LuaState): number {
  const format = new Format(L, luaL_checkbytes(L, 1))
  let bytes = 0
  while (format.next()) {
    bytes += format.padding(bytes)
    if (format.option === 's') luaL_argerror(L, 1, "option 's' has no fixed size")
    if (format.option === 'c' && format.size === 0)
      luaL_argerror(L, 1, "option 'c0' has no fixed size")
    // Letters and digits that are no option pass here, and only here.
    if (!/[\da-z]/i.test(format.option)) format.control()
    bytes += format.size
  }
  push(L, bytes)
  return 1
}
