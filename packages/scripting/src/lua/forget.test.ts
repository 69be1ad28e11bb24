import { strict as assert } from 'node:assert'
import { ascii } from '@resident/bytes'
import { test } from 'vitest'
import { forgetRun } from './forget.ts'
import * as lua from './index.ts'

test('nothing of a run stays on the stack or in frames, however deep it was', () => {
  const L = lua.newState()
  const source = `local function f(n)
    if n == 0 then local text = string.rep('x', 100) return text:gsub('x', function() end) end
    return (f(n - 1))
  end
  return f(...)`
  for (const depth of [3, 1000]) {
    lua.luaL_loadbuffer(L, ascii(source), '@user_script')
    lua.push(L, depth)
    assert.equal(lua.lua_pcall(L, 1, 1), lua.LUA_OK)
    assert.equal(lua.textOf(lua.valueAt(L, -1)), 'x'.repeat(100))
    lua.lua_settop(L, 0)
    forgetRun(L)
    assert.deepEqual(
      L.stack.filter((value) => value !== undefined),
      [],
    )
    let frames = 0
    for (let ci = L.ci.next; ci !== undefined; ci = ci.next) {
      assert.equal(ci.closure, undefined)
      frames++
    }
    assert.ok(frames <= 16)
  }
})
