import { strict as assert } from 'node:assert'
import { ascii } from '@resident/bytes'
import { test } from 'vitest'
import * as lua from './index.ts'

test('a chunk is loaded, called, and its bytes come back as they are', () => {
  const L = lua.newState()
  const quote = new lua.NativeClosure((L) => {
    lua.push(L, `<${lua.luaL_checkbytes(L, 1)}>`)
    return 1
  })
  L.global.globals.set('quote', quote)
  assert.equal(
    lua.luaL_loadbuffer(L, ascii("return quote('a\\0\xff')"), '@user_script'),
    lua.LUA_OK,
  )
  assert.equal(lua.lua_pcall(L, 0, 1), lua.LUA_OK)
  assert.equal(lua.textOf(lua.valueAt(L, -1)), '<a\0\xff>')
})

test('an error names the place', () => {
  const L = lua.newState()
  lua.luaL_loadbuffer(L, ascii("error('no')"), '@user_script')
  assert.equal(lua.lua_pcall(L, 0, 1), lua.LUA_ERRRUN)
  assert.equal(lua.textOf(lua.valueAt(L, -1)), 'user_script:1: no')
})

test('a chunk of a million pieces is read in one pass', () => {
  const L = lua.newState()
  let left = 1_000_000
  const more = () => ascii(left-- > 0 ? ' ' : '')
  assert.equal(lua.luaL_loadbuffer(L, ascii('return '), '@user_script', more), lua.LUA_OK)
})
