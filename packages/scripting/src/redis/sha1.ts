import { ascii, type Bytes, EMPTY, toBuffer } from '@resident/bytes'
import type { ServerPort } from '@resident/commands'
import { type LuaFunction, lua_gettop, push, textOf, valueAt } from '../lua/index.ts'
import { raise } from './error.ts'

/** The SHA-1 of the bytes, as 40 hexadecimal digits: a script's name. */
export function sha1Hex(server: ServerPort, content: Bytes): Bytes {
  return ascii(toBuffer(server.sha1(content)).toString('hex'))
}

/** redis.sha1hex(text); what is no text is hashed as if it were empty. */
export function sha1HexFunction(server: ServerPort): LuaFunction {
  return (L) => {
    if (lua_gettop(L) !== 1) raise('wrong number of arguments')
    push(L, sha1Hex(server, (textOf(valueAt(L, 1)) ?? EMPTY) as Bytes))
    return 1
  }
}
