import { strict as assert } from 'node:assert'
import { ascii } from '@resident/bytes'
import type { ReplyWriter } from '@resident/protocol'
import { beforeEach, describe, test } from 'vitest'
import {
  type LuaState,
  lua_gettop,
  lua_pcall,
  lua_settop,
  luaL_loadbuffer,
  newState,
  textOf,
  valueAt,
} from '../lua/index.ts'
import { LuaWriter } from './lua-writer.ts'

/** Spells a value as Lua has it, tables with their fields sorted. */
const SHOW = `
local function show(v)
  if type(v) ~= 'table' then return type(v) == 'string' and '"' .. v .. '"' or tostring(v) end
  local fields = {}
  for k, each in pairs(v) do fields[#fields + 1] = tostring(k) .. '=' .. show(each) end
  table.sort(fields)
  return '{' .. table.concat(fields, ' ') .. '}'
end
return show(value)`

let L: LuaState
let writer: LuaWriter

beforeEach(() => {
  L = newState()
  writer = new LuaWriter(L)
})

/** What a script would see of what was said, as a client of this protocol. */
function seen(resp: 2 | 3, say: (reply: ReplyWriter) => void): string {
  writer.resp = resp
  writer.begin(L)
  say(writer)
  assert.equal(lua_gettop(L), 1)
  L.global.globals.set('value', L.stack[--L.top])
  assert.equal(luaL_loadbuffer(L, ascii(SHOW), '=show'), 0)
  assert.equal(lua_pcall(L, 0, 1), 0)
  const text = textOf(valueAt(L, -1))!
  lua_settop(L, 0)
  return text
}

const cases: Record<string, { say: (reply: ReplyWriter) => void; 2: string; 3: string }> = {
  'a status': { say: (r) => r.status('OK'), 2: '{ok="OK"}', 3: '{ok="OK"}' },
  'an error': {
    say: (r) => r.error('ERR', 'no'),
    2: '{err="ERR no" ignore_error_stats_update=true}',
    3: '{err="ERR no" ignore_error_stats_update=true}',
  },
  'an integer': { say: (r) => r.integer(7n), 2: '7', 3: '7' },
  'a bulk of a number': { say: (r) => r.bulk(12), 2: '"12"', 3: '"12"' },
  'a double': { say: (r) => r.double(1.5), 2: '"1.5"', 3: '{double=1.5}' },
  'a null': { say: (r) => r.null(), 2: 'false', 3: 'nil' },
  'a null array': { say: (r) => r.nullArray(), 2: 'false', 3: 'nil' },
  'a boolean': { say: (r) => r.boolean(true), 2: '1', 3: 'true' },
  'a big number': {
    say: (r) => r.bigNumber(ascii('123')),
    2: '"123"',
    3: '{big_number="123"}',
  },
  'a verbatim string': {
    say: (r) => r.verbatim('txt', ascii('a')),
    2: '"a"',
    3: '{verbatim_string={format="txt" string="a"}}',
  },
  'an empty array': { say: (r) => r.array(0), 2: '{}', 3: '{}' },
  'an array of arrays': {
    say: (r) => {
      r.array(2)
      r.array(1)
      r.integer(1)
      r.push(1)
      r.integer(2)
    },
    2: '{1={1=1} 2={1=2}}',
    3: '{1={1=1} 2={1=2}}',
  },
  'a map with an aggregate in it': {
    say: (r) => {
      r.map(2)
      r.bulk(ascii('a'))
      r.array(1)
      r.integer(1)
      r.bulk(ascii('b'))
      r.map(0)
    },
    2: '{1="a" 2={1=1} 3="b" 4={}}',
    3: '{map={a={1=1} b={map={}}}}',
  },
  'a set': {
    say: (r) => {
      r.set(2)
      r.bulks((say) => {
        say(ascii('a'))
        say(ascii('b'))
      })
    },
    2: '{1="a" 2="b"}',
    3: '{set={a=true b=true}}',
  },
  couples: {
    say: (r) => {
      r.pairs(1)
      r.pair()
      r.bulk(ascii('a'))
      r.double(2)
    },
    2: '{1="a" 2="2"}',
    3: '{1={1="a" 2={double=2}}}',
  },
  'a map whose length is known late': {
    say: (r) => {
      r.deferred()
      r.bulk(ascii('a'))
      r.integer(1)
      r.end('map', 1)
    },
    2: '{1="a" 2=1}',
    3: '{map={a=1}}',
  },
  'a set whose length is known late, within an array': {
    say: (r) => {
      r.array(2)
      r.deferred()
      r.bulk(ascii('a'))
      r.end('set', 1)
      r.integer(3)
    },
    2: '{1={1="a"} 2=3}',
    3: '{1={set={a=true}} 2=3}',
  },
}

for (const [name, each] of Object.entries(cases)) {
  describe(name, () => {
    test('in RESP2', () => assert.equal(seen(2, each.say), each[2]))
    test('in RESP3', () => assert.equal(seen(3, each.say), each[3]))
  })
}

test('an attribute is not seen, nor what it holds', () => {
  const text = seen(3, (reply) => {
    reply.array(1)
    reply.attribute(1)
    reply.bulk(ascii('a'))
    reply.array(1)
    reply.integer(1)
    reply.integer(2)
  })
  assert.equal(text, '{1=2}')
})

test('what was said since a mark is forgotten', () => {
  const text = seen(2, (reply) => {
    const mark = reply.mark()
    reply.array(3)
    reply.integer(1)
    reply.rollback(mark)
    reply.error('ERR', 'instead')
  })
  assert.match(text, /instead/)
  assert.equal(writer.failed, true)
})

test('an error within an array is no failure', () => {
  seen(2, (reply) => {
    reply.array(1)
    reply.error('ERR', 'inside')
  })
  assert.equal(writer.failed, false)
})
