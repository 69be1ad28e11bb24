import { strict as assert } from 'node:assert'
import { ascii, type Bytes } from '@resident/bytes'
import { test } from 'vitest'
import { CompiledChunks } from './compiled-chunks.ts'
import {
  LUA_OK,
  type LuaClosure,
  type LuaState,
  lua_pcall,
  newState,
  valueAt,
} from './lua/index.ts'

const SOURCE = ascii('count = (count or 0) + 1 return count')

function loaded(chunks: CompiledChunks, L: LuaState, source: Bytes): LuaClosure {
  assert.equal(chunks.load(L, source), LUA_OK)
  return valueAt(L, -1) as LuaClosure
}

test('a chunk is compiled once for all states, and sees the globals of each', () => {
  const chunks = new CompiledChunks('@user_script')
  const states = [newState(), newState()]
  const closures = states.map((L) => loaded(chunks, L, SOURCE))
  assert.equal(closures[0]!.prototype, closures[1]!.prototype)
  for (const L of states) {
    assert.equal(lua_pcall(L, 0, 1), LUA_OK)
    assert.equal(valueAt(L, -1), 1)
  }
})

test('an error is found anew each time, with its text', () => {
  const chunks = new CompiledChunks('@user_script')
  for (const L of [newState(), newState()]) {
    assert.notEqual(chunks.load(L, ascii('return return')), LUA_OK)
    assert.equal(valueAt(L, -1), "user_script:1: unexpected symbol near 'return'")
  }
})

test('a million characters of source are kept, and the oldest go first', () => {
  const chunks = new CompiledChunks('@user_script')
  const L = newState()
  const prototypeOf = (source: Bytes) => loaded(chunks, L, source).prototype
  const long = (digit: number) => ascii(`return ${digit} --${'x'.repeat(400_000)}`)
  const first = prototypeOf(long(1))
  const second = prototypeOf(long(2))
  assert.equal(prototypeOf(long(1)), first)
  prototypeOf(long(3))
  assert.equal(prototypeOf(long(2)), second)
  assert.notEqual(prototypeOf(long(1)), first)
})
