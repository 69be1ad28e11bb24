import { strict as assert } from 'node:assert'
import { ascii } from '@resident/bytes'
import { test } from 'vitest'
import {
  LUA_ERRRUN,
  LUA_OK,
  LUA_PAUSED,
  type LuaState,
  lua_gettop,
  lua_tonumber,
  luaL_error,
  luaL_loadbuffer,
  newState,
  textOf,
  valueAt,
  type Watch,
  WatchedRun,
} from './index.ts'

function load(script: string): LuaState {
  const L = newState()
  L.top = L.ci.base
  assert.equal(luaL_loadbuffer(L, ascii(script), '@user_script'), LUA_OK)
  return L
}

function runOf(L: LuaState, watch: Watch, interval = 100): WatchedRun {
  return new WatchedRun(L, { nargs: 0, nresults: 1, handler: 0 }, interval, watch)
}

/** Runs to the end, however often the script is paused: the status, and how many pauses there were. */
function runThrough(L: LuaState): { status: number; pauses: number } {
  const run = runOf(L, (_, canPause) => canPause)
  let pauses = 0
  let status = run.start()
  for (; status === LUA_PAUSED; status = run.resume()) pauses++
  return { status, pauses }
}

const SUM = 'local s = 0 for i = 1, 1000 do s = s + i end return s'

for (const [place, script] of Object.entries({
  'a loop': SUM,
  'a while loop': 'local s, i = 0, 0 while i < 1000 do i = i + 1 s = s + i end return s',
  'a repeat loop': 'local s, i = 0, 0 repeat i = i + 1 s = s + i until i == 1000 return s',
  recursion:
    'local function f(n) if n == 0 then return 0 end return n + f(n - 1) end return f(1000)',
  'tail calls':
    'local function f(n, s) if n == 0 then return s end return f(n - 1, s + n) end return f(1000, 0)',
  pcall: `local ok, s = pcall(function() ${SUM} end) return s`,
  'xpcall and pcall': `return select(3, xpcall(function() return pcall(function() ${SUM} end) end, error))`,
  'a tail call of pcall': `return select(2, (function() return pcall(function() ${SUM} end) end)())`,
  'a coroutine': `return select(2, coroutine.resume(coroutine.create(function() ${SUM} end)))`,
  'a wrapped coroutine within another':
    'return coroutine.wrap(function() local f = coroutine.wrap(function() local s = 0 for i = 1, 1000 do s = s + i if i % 10 == 0 then coroutine.yield() end end coroutine.yield(s) end) local s repeat s = f() until s return s end)()',
  'an iterator':
    'local s = 0 for i in function(_, i) local n = (i or 0) + 1 if n <= 1000 then for _ = 1, 3 do end return n end end do s = s + i end return s',
  'the order function of a sort': `local t = {} for i = 1, 30 do t[i] = (i * 7) % 31 end
    table.sort(t, function(a, b) for i = 1, 20 do end return a < b end)
    for i = 1, 30 do if t[i] ~= i then return i end end return 500500`,
  'the function of a gsub':
    "local s = 0 string.gsub(('x'):rep(1000), '()x', function(i) for _ = 1, 3 do end s = s + i end) return s",
  'the function of a gsub in a coroutine in pcall': `return select(2, pcall(coroutine.wrap(function()
    local text = string.gsub('a', 'a', function() ${SUM} end) return tonumber(text)
  end)))`,
  __tostring:
    'return tonumber(tostring(setmetatable({}, { __tostring = function() local s = 0 for i = 1, 1000 do s = s + i end return s end })))',
  'table.foreach':
    'local t, s = {}, 0 for i = 1, 1000 do t[i] = i end table.foreach(t, function(_, v) for _ = 1, 3 do end s = s + v end) return s',
  'table.foreachi':
    'local t, s = {}, 0 for i = 1, 1000 do t[i] = i end table.foreachi(t, function(_, v) for _ = 1, 3 do end s = s + v end) return s',
})) {
  test(`a script that is paused in ${place} goes on as if nothing had been`, () => {
    const L = load(script)
    const { status, pauses } = runThrough(L)
    assert.equal(status, LUA_OK, textOf(valueAt(L, -1)))
    assert.equal(lua_tonumber(L, -1), 500_500)
    assert.ok(pauses >= 5, `${pauses} pauses`)
    assert.equal(lua_gettop(L), 1)
  })
}

test('within metamethods a script cannot be paused, and is not', () => {
  const asked: boolean[] = []
  const L = load(
    'local t = setmetatable({}, { __index = function() local n = 0 for i = 1, 500 do n = n + i end return n end }) return t.x',
  )
  const run = runOf(L, (_, canPause) => {
    asked.push(canPause)
    return true
  })
  assert.equal(run.start(), LUA_OK)
  assert.ok(asked.length >= 4)
  assert.ok(asked.every((canPause) => !canPause))
})

test('an error of the watch ends a script that catches all errors', () => {
  const L = load('while true do pcall(function() while true do end end) end')
  assert.equal(runOf(L, (L) => luaL_error(L, 'killed')).start(), LUA_ERRRUN)
  assert.match(textOf(valueAt(L, -1))!, /killed$/)
})

test('an error of the watch ends a sort whose order never ends', () => {
  const L = load('table.sort({3, 2, 1}, function() while true do end end)')
  assert.equal(runOf(L, (L) => luaL_error(L, 'killed')).start(), LUA_ERRRUN)
})

test('an error raised after a pause is caught where it would have been', () => {
  const L = load(
    "local ok, e = pcall(function() for i = 1, 1000 do end error('late') end) return e",
  )
  assert.equal(runThrough(L).status, LUA_OK)
  assert.equal(textOf(valueAt(L, -1)), 'user_script:1: late')
})

test('a run that was given up leaves nothing behind', () => {
  const L = load(`return pcall(function() ${SUM} end)`)
  const run = runOf(L, () => true)
  assert.equal(run.start(), LUA_PAUSED)
  run.abandon()
  assert.equal(lua_gettop(L), 0)
  assert.equal(luaL_loadbuffer(L, ascii(SUM), '@user_script'), LUA_OK)
  assert.equal(runThrough(L).status, LUA_OK)
  assert.equal(lua_tonumber(L, -1), 500_500)
})

test('what JavaScript refuses is an error of the script, which can be caught', () => {
  const L = load(
    "local s = ('x'):rep(2^28) local ok, e = pcall(function() return s .. s .. s end) return e",
  )
  assert.equal(runThrough(L).status, LUA_OK)
  assert.equal(textOf(valueAt(L, -1)), 'not enough memory')
})
