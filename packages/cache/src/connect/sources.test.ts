import { strict as assert } from 'node:assert'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, test } from 'vitest'

// The test runner strips types itself, whatever the runtime does: so these are programs of their own, on what was
// built, as `npm test` does first.
const built = new URL('../../dist/', import.meta.url)

const directory = mkdtempSync(join(tmpdir(), 'resident-sources-'))
const whenBuilt = test.skipIf(!existsSync(built))

afterAll(() => rmSync(directory, { recursive: true }))

const PROGRAM = `
new IntKeyspace(new CacheCluster('web'), { keyPattern: 'visits/:id' })
  .increment('ann')
  .then(console.log, (error) => console.log(error.code, error.message))
  .then(closeCaches)`

/** What a program prints beside a settings file. */
function run(file: string, settings: string, program: string, kind: string): string {
  writeFileSync(join(directory, file), settings)
  const { RESIDENT_CONFIG: _, NODE_ENV: __, ...env } = process.env
  return execFileSync(process.execPath, [`--input-type=${kind}`, '-e', program], {
    cwd: directory,
    encoding: 'utf8',
    env: { ...env, NODE_NO_WARNINGS: '1' },
  })
}

const names = '{ CacheCluster, closeCaches, IntKeyspace }'
const programs = [
  ['module', `import ${names} from '${built}esm/index.js'\n${PROGRAM}`],
  ['commonjs', `const ${names} = require('${built.pathname}cjs/index.js')\n${PROGRAM}`],
] as const

whenBuilt(
  'a settings file in TypeScript is read where the runtime strips types; elsewhere the error says what to do',
  () => {
    const settings = `
const bound: string = '10mb'
export default { redis: { web: { in_memory: { max_memory: bound } } } } as const`
    const strips = (process.features as { typescript?: string | false }).typescript
    for (const [kind, program] of programs) {
      const printed = run('resident.config.ts', settings, program, kind)
      if (strips === 'strip' || strips === 'transform') assert.equal(printed, '1\n')
      else {
        assert.match(printed, /^CONFIG .*resident\.config\.ts cannot be loaded: this runtime/)
        assert.match(printed, /Node does from 22\.18 on\. Make it a \.json or \.mjs file/)
      }
    }
    rmSync(join(directory, 'resident.config.ts'))
  },
)

whenBuilt(
  'a settings file that is a module has its default export read, by ES modules and by CommonJS',
  () => {
    const settings = 'export default { redis: { web: { in_memory: true } } }'
    for (const [kind, program] of programs) {
      assert.equal(run('resident.config.mjs', settings, program, kind), '1\n')
    }
  },
)
