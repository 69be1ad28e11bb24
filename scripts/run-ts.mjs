// Runs a TypeScript program of this repository: `node scripts/run-ts.mjs path/to/main.ts arguments…`
//
// Node 20 cannot strip types. So the entry is bundled, with the sources of the workspace packages that
// it imports, into a folder under node_modules/.cache (from where every other dependency still
// resolves), and imported. Takes a fraction of a second; stack traces point at the sources.

import { mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { rolldown } from 'rolldown'

const CACHE = fileURLToPath(new URL('../node_modules/.cache/run-ts/', import.meta.url))

/**
 * Modules find files beside themselves by `import.meta.url`, which must go on naming the source.
 * The replacement keeps lines, so the map says only "this line is that line".
 */
const sourceUrls = {
  name: 'source-urls',
  transform: {
    filter: { code: 'import.meta.url' },
    handler(code, id) {
      const url = JSON.stringify(pathToFileURL(id.split('?')[0]).href)
      const mappings = `AAAA${';AACA'.repeat(code.split('\n').length - 1)}`
      const map = { version: 3, names: [], sources: [id], sourcesContent: [code], mappings }
      return { code: code.replaceAll('import.meta.url', url), map }
    },
  },
}

function isExternal(id) {
  if (id.startsWith('.') || id.startsWith('/') || id.startsWith('\0')) return false
  return !id.startsWith('@resident/')
}

/** Writes the entry's bundle to a folder; gives the name of the chunk to import. */
async function bundle(file, out) {
  const build = await rolldown({
    input: file,
    platform: 'node',
    external: isExternal,
    resolve: { conditionNames: ['@resident/source', 'node', 'import', 'default'] },
    plugins: [sourceUrls],
    // A package that is being rebuilt must not stop programs that do not use what it lacks; tsc reports it.
    shimMissingExports: true,
    logLevel: 'warn',
  })
  const { output } = await build.write({
    dir: out,
    format: 'esm',
    sourcemap: true,
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name]-[hash].mjs',
  })
  await build.close()
  return output[0].fileName
}

/** Bundles and imports `entry`, which then finds its own arguments from `process.argv[2]` on. */
async function runTypeScript(entry, argv) {
  const file = resolve(entry)
  const out = join(CACHE, String(process.pid))
  mkdirSync(out, { recursive: true })
  process.once('exit', () => rmSync(out, { recursive: true, force: true }))

  const chunk = await bundle(file, out).catch((error) => {
    const plain = stripVTControlCharacters(error.message)
    console.error(plain.split('\n').slice(0, 12).join('\n'))
    process.exit(1)
  })

  process.setSourceMapsEnabled(true)
  process.argv = [process.execPath, file, ...argv]
  await import(pathToFileURL(join(out, chunk)).href)
}

const [entry, ...argv] = process.argv.slice(2)
if (entry === undefined) {
  console.error('usage: node scripts/run-ts.mjs path/to/main.ts [arguments…]')
  process.exit(2)
}
await runTypeScript(entry, argv)
