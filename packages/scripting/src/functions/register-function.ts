import type { Bytes } from '@resident/bytes'
import { NAME_LETTERS } from '../errors.ts'
import {
  isFunction,
  type LuaFunction,
  type LuaState,
  LuaTable,
  type LuaValue,
  lua_gettop,
  textOf,
  valueAt,
} from '../lua/index.ts'
import { raise } from '../redis/error.ts'
import { FLAG_NAMES } from '../script-flags.ts'
import { isName, type Library, type LibraryFunction } from './library.ts'

/** What redis.register_function has been given so far. */
type Registration = Partial<LibraryFunction> & { readonly flags: number }

/**
 * redis.register_function(name, callback), or of a table of named arguments, into the library that is being loaded. A
 * function can keep it from when its library was loaded, and call it at any time.
 */
export function functionRegistrar(loading: () => Library | undefined): LuaFunction {
  return (L) => {
    const functions = loading()?.functions
    if (functions === undefined) {
      return raise('redis.register_function can only be called on FUNCTION LOAD command')
    }
    const { name, description, body, flags } = readArguments(L)
    if (!isName(name!)) return raise(NAME_LETTERS.message)
    if (functions.has(name!)) return raise('Function already exists in the library')
    functions.set(name!, { name: name!, description, flags, body: body! })
    return 0
  }
}

function readArguments(L: LuaState): Registration {
  const count = lua_gettop(L)
  if (count < 1 || count > 2) raise('wrong number of arguments to redis.register_function')
  return count === 1 ? readNamed(valueAt(L, 1)) : readPositional(L)
}

function readPositional(L: LuaState): Registration {
  const name = textOf(valueAt(L, 1)) as Bytes | undefined
  if (name === undefined) {
    return raise('first argument to redis.register_function must be a string')
  }
  const body = valueAt(L, 2)
  if (!isFunction(body)) {
    return raise('second argument to redis.register_function must be a function')
  }
  return { name, flags: 0, body }
}

function readNamed(table: LuaValue): Registration {
  if (!(table instanceof LuaTable)) {
    return raise(
      'calling redis.register_function with a single argument is only applicable to Lua table (representing named arguments).',
    )
  }
  let given: Registration = { flags: 0 }
  for (let at = table.nextPosition(-1); at !== -1; at = table.nextPosition(at)) {
    const field = textOf(table.keyAt(at))
    if (field === undefined) {
      return raise('named argument key given to redis.register_function is not a string')
    }
    given = { ...given, ...readField(field.toLowerCase(), table.valueAt(at)) }
  }
  if (given.name === undefined) {
    return raise('redis.register_function must get a function name argument')
  }
  if (given.body === undefined) raise('redis.register_function must get a callback argument')
  return given
}

function readField(field: string, value: LuaValue): Partial<LibraryFunction> {
  switch (field) {
    case 'function_name':
      return { name: readText(field, value) }
    case 'description':
      return { description: readText(field, value) }
    case 'callback':
      if (isFunction(value)) return { body: value }
      return raise('callback argument given to redis.register_function must be a function')
    case 'flags':
      return { flags: readFlags(value) }
    default:
      return raise('unknown argument given to redis.register_function')
  }
}

function readText(field: string, value: LuaValue): Bytes {
  const text = textOf(value) as Bytes | undefined
  return text ?? raise(`${field} argument given to redis.register_function must be a string`)
}

function readFlags(value: LuaValue): number {
  if (!(value instanceof LuaTable)) {
    return raise(
      'flags argument to redis.register_function must be a table representing function flags',
    )
  }
  let flags = 0
  for (let i = 1; value.getNumber(i) !== undefined; i++) {
    const name = textOf(value.getNumber(i))?.toLowerCase()
    flags |= FLAG_NAMES.get(name ?? '') ?? raise('unknown flag given')
  }
  return flags
}
