// Builds the package it is run in, as turbo's `build` does for each:
//
//   dist/esm/<door>.js, dist/cjs/<door>.js   one bundle a door, its dependencies left outside
//   dist/esm/**/*.d.ts, dist/cjs/**/*.d.ts   types, once for each kind of module
//   dist/licences.txt                        of what is in the bundle and not ours
//
// One file imports in a twentieth of the time that hundreds of small ones take. So what a package imports from its
// devDependencies is put into its bundle, and into that of a program whatever it imports.

import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
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

/** A program is run, not imported: it needs neither CommonJS nor types, and is one bundle with all that it stands on. */
const isProgram = manifest.bin !== undefined
const isImported = !isProgram && manifest.private !== true
/** What is not put into the bundle. msgpackr does without its native helper where that is not there. */
const outside = isProgram
  ? ['msgpackr-extract']
  : Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })

rmSync('dist', { recursive: true, force: true })
// npm packs the licence only where it lies beside the manifest.
if (manifest.private !== true) copyFileSync(`${root}LICENSE`, 'LICENSE')
await bundle()
if (isImported) emitTypes()

async function bundle() {
  const isOutside = (id) => outside.some((name) => id === name || id.startsWith(`${name}/`))
  const bundle = await rolldown({
    input: doors,
    platform: 'node',
    transform: { target: 'node20' },
    external: (id) => id.startsWith('node:') || isOutside(id),
    onLog(level, log) {
      // A warning here is an import that the manifest does not declare, or the like.
      throw new Error(`${manifest.name}: ${level}: ${log.message}`)
    },
  })
  const common = {
    chunkFileNames: 'chunk-[hash].js',
    entryFileNames: '[name].js',
    sourcemap: false,
    // Docstrings are in the types; and V8 reads a file of nothing but ASCII in half the time.
    comments: { jsdoc: false },
    charset: 'ascii',
  }
  const { output } = await bundle.write({ ...common, dir: 'dist/esm', format: 'esm' })
  writeLicences(output.flatMap(({ moduleIds = [] }) => moduleIds))
  if (isImported) {
    await bundle.write({ ...common, dir: 'dist/cjs', format: 'cjs', exports: 'named' })
    writeFileSync('dist/cjs/package.json', '{ "type": "commonjs" }\n')
  }
  await bundle.close()
}

/** Those of the packages that the modules are of: licences ask to be handed on with what they are for. */
function writeLicences(modules) {
  const licences = new Set()
  for (const folder of new Set(modules.map(packageOf))) {
    if (folder === undefined) continue
    const { name, version } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'))
    if (folder.includes('/node_modules/'))
      licences.add(`${name} ${version}\n\n${readFileSync(`${folder}/LICENSE`, 'utf8').trim()}\n`)
    else if (folder !== process.cwd() && existsSync(`${folder}/dist/licences.txt`))
      licences.add(readFileSync(`${folder}/dist/licences.txt`, 'utf8'))
  }
  if (licences.size > 0)
    writeFileSync('dist/licences.txt', [...licences].join(`\n${'-'.repeat(80)}\n\n`))
}

/** The folder of the package that has the module; `undefined` for what the bundler adds itself. */
function packageOf(module) {
  let folder = dirname(module)
  while (!existsSync(`${folder}/package.json`)) {
    if (folder === dirname(folder)) return undefined
    folder = dirname(folder)
  }
  return folder
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
