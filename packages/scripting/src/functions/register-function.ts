import type { Bytes } from '@resident/bytes'
import { NAME_LETTERS } from '../errors.ts'
import {
  LUA_TNIL,
  type LuaFunction,
  type LuaState,
  lua_gettop,
  lua_isfunction,
  lua_isstring,
  lua_istable,
  lua_next,
  lua_pop,
  lua_pushnil,
  lua_pushvalue,
  lua_rawgeti,
  lua_tobytes,
  lua_type,
} from '../lua/index.ts'
import { raise } from '../redis/error.ts'
import type { Registry } from '../registry.ts'
import { FLAG_NAMES } from '../script-flags.ts'
import { isName, type Library } from './library.ts'

/** What redis.register_function was given. */
interface Registration {
  name?: Bytes
  description?: Bytes
  callback?: number
  flags: number
}

/** redis.register_function(name, callback), or of a table of named arguments, into the library that is being loaded. */
export function functionRegistrar(registry: Registry, loading: () => Library): LuaFunction {
  return (L) => {
    const { name, description, callback, flags } = readArguments(L, registry)
    const { functions } = loading()
    if (!isName(name!)) return refuse(L, registry, callback, NAME_LETTERS.message)
    if (functions.has(name!)) {
      return refuse(L, registry, callback, 'Function already exists in the library')
    }
    functions.set(name!, { name: name!, description, flags, ref: callback! })
    return 0
  }
}

function refuse(
  L: LuaState,
  registry: Registry,
  callback: number | undefined,
  text: string,
): never {
  if (callback !== undefined) registry.release(callback)
  return raise(L, text)
}

function readArguments(L: LuaState, registry: Registry): Registration {
  const count = lua_gettop(L)
  if (count < 1 || count > 2) raise(L, 'wrong number of arguments to redis.register_function')
  return count === 1 ? readNamed(L, registry) : readPositional(L, registry)
}

function readPositional(L: LuaState, registry: Registry): Registration {
  const name = lua_tobytes(L, 1)
  if (name === undefined) {
    return raise(L, 'first argument to redis.register_function must be a string')
  }
  if (!lua_isfunction(L, 2))
    raise(L, 'second argument to redis.register_function must be a function')
  return { name, flags: 0, callback: registry.keep(L) }
}

function readNamed(L: LuaState, registry: Registry): Registration {
  if (!lua_istable(L, 1)) {
    raise(
      L,
      'calling redis.register_function with a single argument is only applicable to Lua table (representing named arguments).',
    )
  }
  const given: Registration = { flags: 0 }
  const fault = readFields(L, registry, given) ?? missing(given)
  return fault === undefined ? given : refuse(L, registry, given.callback, fault)
}

function missing({ name, callback }: Registration): string | undefined {
  if (name === undefined) return 'redis.register_function must get a function name argument'
  if (callback === undefined) return 'redis.register_function must get a callback argument'
  return undefined
}

/** Reads the fields of the table; the fault of the first that is none. */
function readFields(L: LuaState, registry: Registry, into: Registration): string | undefined {
  lua_pushnil(L)
  while (lua_next(L, 1)) {
    if (!lua_isstring(L, -2)) {
      return 'named argument key given to redis.register_function is not a string'
    }
    lua_pushvalue(L, -2)
    const field = lua_tobytes(L, -1)!.toLowerCase()
    lua_pop(L, 1)
    const fault = readField(L, registry, field, into)
    if (fault !== undefined) return fault
    lua_pop(L, 1)
  }
  return undefined
}

/** The field's value is on top. */
function readField(
  L: LuaState,
  registry: Registry,
  field: string,
  into: Registration,
): string | undefined {
  const text = lua_tobytes(L, -1)
  switch (field) {
    case 'function_name':
      if (text === undefined) {
        return 'function_name argument given to redis.register_function must be a string'
      }
      into.name = text
      return undefined
    case 'description':
      if (text === undefined) {
        return 'description argument given to redis.register_function must be a string'
      }
      into.description = text
      return undefined
    case 'callback':
      if (!lua_isfunction(L, -1)) {
        return 'callback argument given to redis.register_function must be a function'
      }
      lua_pushvalue(L, -1)
      into.callback = registry.keep(L)
      return undefined
    case 'flags':
      return readFlags(L, into)
    default:
      return 'unknown argument given to redis.register_function'
  }
}

function readFlags(L: LuaState, into: Registration): string | undefined {
  if (!lua_istable(L, -1)) {
    return 'flags argument to redis.register_function must be a table representing function flags'
  }
  into.flags = 0
  for (let i = 1; ; i++) {
    lua_rawgeti(L, -1, i)
    const isEnd = lua_type(L, -1) === LUA_TNIL
    const flag = FLAG_NAMES.get(lua_tobytes(L, -1)?.toLowerCase() ?? '')
    lua_pop(L, 1)
    if (isEnd) return undefined
    if (flag === undefined) return 'unknown flag given'
    into.flags |= flag
  }
}
