import { strict as assert } from 'node:assert'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { test } from 'vitest'

const RUN_TS = fileURLToPath(new URL('../../../scripts/run-ts.mjs', import.meta.url))
const EMBEDDED = fileURLToPath(new URL('./index.ts', import.meta.url))
/** Mebibytes: far less than what V8 would take, so that little time is needed to fill it. */
const HEAP = 128

const GREEDY = {
  'string.rep doubles a text': "local s = 'x' while true do s = s:rep(2) end",
  'long texts are kept': "local t = {} for i = 1, 1e9 do t[i] = ('x'):rep(1e6) end",
  'a list grows': 'local t = {} for i = 1, 1e9 do t[i] = i end',
  'small tables are chained': 'local t while true do t = { t } end',
  'a text grows bit by bit': "local s = '' while true do s = s .. '0123456789abcdef' end",
  'there are many coroutines':
    'local t = {} for i = 1, 1e9 do t[i] = coroutine.create(function() end) end',
}

/** What a script is answered that leaves much behind, but keeps nothing. */
const THRIFTY = "local n = 0 for i = 1, 300 do n = n + #(('x'):rep(1e6) .. i) end return n"

test('a script that takes all memory is ended, and the server lives', {
  timeout: 240_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'resident-memory-'))
  const path = join(folder, 'program.mts')
  writeFileSync(
    path,
    `import { once } from 'node:events'
import { startServer } from ${JSON.stringify(EMBEDDED)}
const redis = await startServer({ port: false, config: { 'busy-reply-threshold': '0' } })
const client = redis.connect()
for (const script of ${JSON.stringify([...Object.values(GREEDY), THRIFTY])}) {
  client.write(\`*3\\r\\n$4\\r\\nEVAL\\r\\n$\${script.length}\\r\\n\${script}\\r\\n$1\\r\\n0\\r\\n\`)
  console.log(String((await once(client, 'data'))[0]).trim())
}
await redis.close()
`,
  )
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [
      `--max-old-space-size=${HEAP}`,
      RUN_TS,
      path,
    ])
    const answers = stdout.trim().split('\n')
    for (const [i, what] of Object.keys(GREEDY).entries()) {
      assert.match(answers[i]!, /^-ERR .*not enough memory/, what)
    }
    assert.equal(answers.at(-1), ':300000792')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
