import { strict as assert } from 'node:assert'
import { readFileSync } from 'node:fs'
import { ascii, fromBuffer } from '@resident/bytes'
import { describe, test } from 'vitest'
import { LUA_OK, lua_pcall, lua_tobytes, luaL_loadbuffer, newState } from '../lua/index.ts'
import { openLibraries } from './open.ts'

/** What a real server's Lua made of snippets, shown as text (scripts/record-libraries.mjs). */
interface Recorded {
  readonly prelude: string
  readonly postlude: string
  readonly outcomes: Readonly<Record<string, string>>
}

function outcomeOf(script: string): string {
  const L = newState()
  openLibraries(L)
  const chunk = fromBuffer(Buffer.from(script, 'latin1'))
  if (luaL_loadbuffer(L, chunk, '@user_script') !== LUA_OK)
    return `-ERR Error compiling script (new function): ${lua_tobytes(L, -1)}`
  const failed = lua_pcall(L, 0, 1, 0) !== LUA_OK
  return failed ? `-ERR ${lua_tobytes(L, -1)}` : ascii(lua_tobytes(L, -1) ?? '')
}

for (const library of ['bit', 'cjson', 'cmsgpack', 'struct']) {
  const file = new URL(`./${library}.recorded.json`, import.meta.url)
  const recorded: Recorded = JSON.parse(readFileSync(file, 'utf8'))
  describe(`${library}, as a real server's scripts see it`, () => {
    for (const [snippet, outcome] of Object.entries(recorded.outcomes)) {
      test(snippet, () => {
        assert.equal(outcomeOf(recorded.prelude + snippet + recorded.postlude), outcome)
      })
    }
  })
}
