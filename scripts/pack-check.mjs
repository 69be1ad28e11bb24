// Proves that each published package works where it is installed alone: lints its manifest and types, packs it, installs the tarball (with those of the
// packages it depends on) in an empty folder outside the repository without install scripts, and runs each example of
// its README that says what it prints, by import and by require. What it prints must be what its comments say.
//
//   node scripts/pack-check.mjs [path/to/another/node …]

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bin, root } from './setup.mjs'

const nodes = [process.execPath, ...process.argv.slice(2)]
const work = mkdtempSync(join(tmpdir(), 'resident-pack-'))
const packages = new Map()
let passed = 0
let failed = 0

try {
  for (const folder of ['packages', 'apps']) {
    for (const name of readdirSync(root + folder)) pack(`${root}${folder}/${name}`)
  }
  for (const each of packages.values()) check(each)
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
  // A program has no types to be wrong. node10 would need a folder for each door, and Node 20 is the oldest here.
  if (manifest.bin === undefined)
    lint(manifest.name, 'attw', [tarball, '--profile', 'node16', '--quiet'])
  const readme = readFileSync(`${folder}/README.md`, 'utf8')
  const examples = [...readme.matchAll(/```js\n([\s\S]*?)```/g)]
    .map(([, code]) => code)
    .filter((code) => code.includes('// → '))
  // A program's README shows a command line, which `npx resident serve` in CI tries.
  if (examples.length === 0) return
  const home = mkdtempSync(join(work, 'home-'))
  writeFileSync(`${home}/package.json`, '{ "private": true }')
  const tarballs = [...closure(manifest, examples.join('\n'))].map(
    (name) => packages.get(name).tarball,
  )
  execFileSync(
    'npm',
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--silent', ...tarballs],
    {
      cwd: home,
      stdio: 'inherit',
    },
  )
  examples.forEach((example, index) => {
    runExample(manifest.name, home, example, `example-${index + 1}`)
  })
}

function runExample(name, home, example, stem) {
  writeFileSync(`${home}/${stem}.mjs`, example)
  writeFileSync(`${home}/${stem}.cjs`, asCommonJs(example))
  const expected = [...example.matchAll(/\/\/ → (.*)$/gm)].map((match) => `${match[1]}\n`).join('')
  for (const node of nodes) {
    for (const file of [`${stem}.mjs`, `${stem}.cjs`]) run(name, node, home, file, expected)
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

/** The package, all it depends on, and whatever else of ours its example imports. */
function closure(manifest, example) {
  const names = new Set()
  const add = (name) => {
    const known = packages.get(name)
    if (known === undefined || names.has(name)) return
    names.add(name)
    for (const dependency of Object.keys(known.manifest.dependencies ?? {})) add(dependency)
  }
  add(manifest.name)
  for (const match of example.matchAll(/from '(@resident\/[a-z-]+)/g)) add(match[1])
  return names
}

function asCommonJs(example) {
  const body = example.replace(
    /^import \{([^}]*)\} from ('[^']+')/gm,
    (_, names, from) => `const {${names}} = require(${from})`,
  )
  return `(async () => {\n${body}\n})()\n`
}

function run(name, node, home, file, expected) {
  let printed
  try {
    printed = execFileSync(node, [file], { cwd: home, encoding: 'utf8', timeout: 120_000 })
  } catch (error) {
    printed = String(error.stderr || error.message)
  }
  const difference = `  expected ${JSON.stringify(expected)}\n  printed  ${JSON.stringify(printed)}`
  tell(printed.trimEnd() === expected.trimEnd(), `${name} ${file} (${node})`, difference)
}

function tell(good, what, why) {
  if (good) passed++
  else failed++
  console.log(`${good ? 'ok  ' : 'FAIL'} ${what}`)
  if (!good) console.log(why)
}
