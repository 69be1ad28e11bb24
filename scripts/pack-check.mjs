// Proves that each published package works where it is installed alone: lints its manifest and types, packs it, installs the
// tarball (with those of the packages it depends on) in an empty folder outside the repository without install scripts, and
// runs each example of its README that says what it prints, or is a test, by import and by require. What it prints must be
// what its comments say. A program is run instead. The example of the repository's README is tried with the package that it
// shows.

import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bin, built, root } from './setup.mjs'

const USAGE = `usage: node scripts/pack-check.mjs [path/to/another/node …]
packs and installs each published package alone, and runs the examples of its README: with this node, and with the others named`

const others = process.argv.slice(2)
const missing = others.find((path) => !existsSync(path))
if (missing !== undefined) {
  console.error(missing.startsWith('-') ? USAGE : `there is no ${missing}\n\n${USAGE}`)
  process.exit(missing === '--help' ? 0 : 2)
}

const nodes = [process.execPath, ...others]
const work = mkdtempSync(join(tmpdir(), 'resident-pack-'))
const IS_TEST = /from 'node:test'/
const RUNNABLE = new RegExp(`// → |${IS_TEST.source}`)
const packages = new Map()
let passed = 0
let failed = 0

built()
try {
  for (const folder of ['packages', 'apps']) {
    for (const name of readdirSync(root + folder)) pack(`${root}${folder}/${name}`)
  }
  for (const each of packages.values()) check(each)
  checkFirstExample()
} finally {
  rmSync(work, { recursive: true, force: true })
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

function pack(folder) {
  const manifest = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'))
  if (manifest.private === true) return
  const [{ filename }] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--pack-destination', work], {
      cwd: folder,
      encoding: 'utf8',
    }),
  )
  packages.set(manifest.name, { folder, manifest, tarball: join(work, filename) })
}

function check({ folder, manifest, tarball }) {
  lint(manifest.name, 'publint', ['--strict', folder])
  // A program has no types to be wrong.
  if (manifest.bin !== undefined) return checkProgram(manifest)
  // node10 would need a folder for each door, and Node 20 is the oldest here.
  lint(manifest.name, 'attw', [tarball, '--profile', 'node16', '--quiet'])
  const examples = examplesOf(`${folder}/README.md`).filter((code) => RUNNABLE.test(code))
  if (examples.length === 0) return tell(false, manifest.name, '  no example in README.md to run')
  const home = install([manifest.name], examples.join('\n'))
  examples.forEach((example, index) => {
    runExample(manifest.name, home, example, `example-${index + 1}`)
  })
}

/** What the README of the repository begins with. It goes on serving, so it is ended here. */
function checkFirstExample() {
  const [example] = examplesOf(`${root}README.md`)
  runExample('README', install([], example), `${example}\nprocess.exit()`, 'first')
}

function checkProgram({ name, bin: programs }) {
  const home = install([name], '')
  const path = (program) => join('node_modules', name, programs[program])
  const shows = ['run', '--', 'node', '-p', 'process.env.REDIS_URL.slice(0, 18)']
  for (const node of nodes) {
    run(`${name} run`, node, home, [path('resident'), ...shows], 'redis://127.0.0.1:')
    run(
      `${name} server`,
      node,
      home,
      [path('resident-server'), '--version'],
      /^Redis server v=7\.0\.15 /,
    )
  }
}

function examplesOf(readme) {
  return [...readFileSync(readme, 'utf8').matchAll(/```js\n([\s\S]*?)```/g)].map(([, code]) => code)
}

/** A folder with nothing but these packages, and what the code imports. */
function install(names, code) {
  const home = mkdtempSync(join(work, 'home-'))
  writeFileSync(`${home}/package.json`, '{ "private": true }')
  const foreign = [...code.matchAll(/^import .* from '([a-z-]+)'/gm)].map(([, name]) => {
    const { version } = JSON.parse(readFileSync(`${root}node_modules/${name}/package.json`, 'utf8'))
    return `${name}@${version}`
  })
  const tarballs = [...closure(names, code)].map((name) => packages.get(name).tarball)
  execFileSync(
    'npm',
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--silent', ...tarballs, ...foreign],
    { cwd: home, stdio: 'inherit' },
  )
  return home
}

function runExample(name, home, example, stem) {
  writeFileSync(`${home}/${stem}.mjs`, example)
  writeFileSync(`${home}/${stem}.cjs`, asCommonJs(example))
  const printed = [...example.matchAll(/\/\/ → (.*)$/gm)].map((match) => `${match[1]}\n`).join('')
  const expected = IS_TEST.test(example) ? /pass [1-9]/ : printed
  for (const node of nodes) {
    for (const file of [`${stem}.mjs`, `${stem}.cjs`]) run(name, node, home, [file], expected)
  }
}

function lint(name, tool, args) {
  try {
    execFileSync(bin(tool), args, { encoding: 'utf8', stdio: 'pipe' })
    tell(true, `${name} ${tool}`)
  } catch (error) {
    tell(false, `${name} ${tool}`, error.stdout)
  }
}

/** These packages, all that they depend on, and whatever else of ours the code imports. */
function closure(wanted, code) {
  const names = new Set()
  const add = (name) => {
    const known = packages.get(name)
    if (known === undefined || names.has(name)) return
    names.add(name)
    for (const dependency of Object.keys(known.manifest.dependencies ?? {})) add(dependency)
  }
  wanted.forEach(add)
  for (const match of code.matchAll(/from '(@resident\/[a-z-]+)/g)) add(match[1])
  return names
}

function asCommonJs(example) {
  const body = example.replace(
    /^import (.*) from ('[^']+')/gm,
    (_, names, from) => `const ${names} = require(${from})`,
  )
  return `(async () => {\n${body}\n})()\n`
}

/** `expected` is what is printed, or how it looks; whatever fails has printed something else. */
function run(name, node, home, args, expected) {
  let printed
  try {
    printed = execFileSync(node, args, { cwd: home, encoding: 'utf8', timeout: 120_000 })
  } catch (error) {
    printed = `failed: ${error.stderr || error.message}`
  }
  const isGood =
    typeof expected === 'string'
      ? printed.trimEnd() === expected.trimEnd()
      : !printed.startsWith('failed: ') && expected.test(printed)
  const shown = typeof expected === 'string' ? JSON.stringify(expected) : expected
  const difference = `  expected ${shown}\n  printed  ${JSON.stringify(printed)}`
  tell(isGood, `${name} ${args[0]} (${node})`, difference)
}

function tell(good, what, why) {
  if (good) passed++
  else failed++
  console.log(`${good ? 'ok  ' : 'FAIL'} ${what}`)
  if (!good) console.log(why)
}
