// Builds the package it is run in, as turbo's `build` does for each:
//
//   dist/esm/<door>.js, dist/cjs/<door>.js   one bundle a door, its dependencies left outside
//   dist/esm/**/*.d.ts, dist/cjs/**/*.d.ts   types, once for each kind of module
//
// One file imports in a twentieth of the time that hundreds of small ones take.

import { execFileSync } from 'node:child_process'
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const root = fileURLToPath(new URL('..', import.meta.url))
const manifest = JSON.parse(readFileSync('package.json', 'utf8'))

/** Doors by their place under dist: `{ index: './src/index.ts', 'testing/index': … }`. */
const doors = Object.fromEntries(
  Object.values(manifest.exports)
    .map((door) => door['@resident/source'])
    .filter((source) => source !== undefined)
    .map((source) => [source.replace(/^\.\/src\//, '').replace(/\.ts$/, ''), source]),
)

/** A program is run, not imported: it needs neither CommonJS nor types. */
const isProgram = manifest.bin !== undefined || manifest.private === true

rmSync('dist', { recursive: true, force: true })
// npm packs the licence only where it lies beside the manifest.
if (manifest.private !== true) copyFileSync(`${root}LICENSE`, 'LICENSE')
await bundle()
if (!isProgram) emitTypes()

async function bundle() {
  const dependencies = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })
  const isDependency = (id) => dependencies.some((name) => id === name || id.startsWith(`${name}/`))
  const bundle = await rolldown({
    input: doors,
    platform: 'node',
    transform: { target: 'node20' },
    external: (id) => id.startsWith('node:') || isDependency(id),
    onLog(level, log) {
      // A warning here is an import that the manifest does not declare, or the like.
      throw new Error(`${manifest.name}: ${level}: ${log.message}`)
    },
  })
  const common = {
    chunkFileNames: 'chunk-[hash].js',
    entryFileNames: '[name].js',
    sourcemap: false,
  }
  await bundle.write({ ...common, dir: 'dist/esm', format: 'esm' })
  if (!isProgram) {
    await bundle.write({ ...common, dir: 'dist/cjs', format: 'cjs', exports: 'named' })
    writeFileSync('dist/cjs/package.json', '{ "type": "commonjs" }\n')
  }
  await bundle.close()
}

function emitTypes() {
  const compiler = createRequire(import.meta.url).resolve('typescript/package.json')
  const tsc = `${compiler.slice(0, -'package.json'.length)}bin/tsc`
  writeFileSync(
    'dist/tsconfig.json',
    JSON.stringify({
      extends: `${root}tsconfig.base.json`,
      compilerOptions: {
        noEmit: false,
        emitDeclarationOnly: true,
        rootDir: '../src',
        outDir: 'esm',
        customConditions: [],
      },
      include: ['../src'],
      exclude: ['../src/**/*.test.ts'],
    }),
  )
  execFileSync(process.execPath, [tsc, '-p', 'dist/tsconfig.json'], { stdio: 'inherit' })
  rmSync('dist/tsconfig.json')
  mkdirSync('dist/cjs', { recursive: true })
  cpSync('dist/esm', 'dist/cjs', { recursive: true, filter: (path) => !path.endsWith('.js') })
}
