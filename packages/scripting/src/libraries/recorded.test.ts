import { strict as assert } from 'node:assert'
import { readFileSync } from 'node:fs'
import { fromBuffer } from '@resident/bytes'
import { test } from 'vitest'
import { LUA_OK, lua_pcall, luaL_loadbuffer, newState, textOf, valueAt } from '../lua/index.ts'
import { openLibraries } from './open.ts'

/** What a real server's Lua made of snippets, shown as text (`npm run libraries -- --record`). */
interface Recorded {
  readonly prelude: string
  readonly postlude: string
  readonly outcomes: Readonly<Record<string, string>>
}

function outcomeOf(script: string): string {
  const L = newState()
  openLibraries(L)
  const chunk = fromBuffer(Buffer.from(script, 'latin1'))
  if (luaL_loadbuffer(L, chunk, '@user_script') === LUA_OK) lua_pcall(L, 0, 1)
  return textOf(valueAt(L, -1)) ?? 'no text'
}

for (const library of ['bit', 'cjson', 'cmsgpack', 'struct']) {
  // A new state for each of a thousand snippets.
  test(`${library} is to scripts what it is to a real server's`, { timeout: 60_000 }, () => {
    const file = new URL(`./${library}.recorded.json`, import.meta.url)
    const { prelude, postlude, outcomes }: Recorded = JSON.parse(readFileSync(file, 'utf8'))
    const ours: Record<string, string> = {}
    for (const snippet of Object.keys(outcomes)) {
      ours[snippet] = outcomeOf(prelude + snippet + postlude)
    }
    assert.deepEqual(ours, outcomes)
  })
}
