import { ascii, type Bytes, formatDouble } from '@resident/bytes'
import { type LuaState, lua_gettop, lua_settop, push, valueAt } from '../lua/index.ts'
import { errorTable } from './error.ts'

/** Up to here a whole number has no other digits in %.17g than in JavaScript. */
const PLAIN = 1e15

/** Takes the arguments off the stack, as a request; where they are none, leaves an error there instead. */
export function takeArguments(L: LuaState): Bytes[] | undefined {
  const count = lua_gettop(L)
  if (count === 0) {
    push(L, errorTable('Please specify at least one argument for this redis lib call'))
    return undefined
  }
  const argv: Bytes[] = []
  for (let i = 1; i <= count; i++) {
    const value = valueAt(L, i)
    if (typeof value === 'string') argv.push(value as Bytes)
    else if (typeof value === 'number') argv.push(spelt(value))
    else break
  }
  lua_settop(L, 0)
  if (argv.length === count) return argv
  push(L, errorTable('Lua redis lib command arguments must be strings or integers'))
  return undefined
}

/** With all its digits, %.17g: Lua itself would write %.14g. */
function spelt(value: number): Bytes {
  if (Number.isInteger(value) && Math.abs(value) < PLAIN && !Object.is(value, -0)) {
    return ascii(String(value))
  }
  return Number.isNaN(value) ? ascii('-nan') : formatDouble(value)
}
