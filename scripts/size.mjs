// `npm run size`: source lines for each command and subcommand that the table answers.
//
// Counted: lines of packages/*/src (cache, testing and tests apart) that are neither
// comment nor blank.

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readOptions } from '../conformance/src/options.ts'
import { allCommands } from '../packages/commands/src/index.ts'
import { scriptingCommands } from '../packages/scripting/src/index.ts'

const USAGE = `usage: npm run size
counts the source lines for each command and subcommand that the table answers`
readOptions(USAGE, {})

const APART = /\/(cache|testing)\/|\.test\.ts$|\/storage\/src\/testing\//
const root = fileURLToPath(new URL('..', import.meta.url))
const files = execFileSync('git', ['ls-files', 'packages/*/src/*.ts', 'packages/*/src/**/*.ts'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && !APART.test(file))

const byPackage = new Map()
let total = 0
for (const file of new Set(files)) {
  const lines = sourceLines(readFileSync(root + file, 'utf8'))
  const name = file.split('/')[1]
  byPackage.set(name, (byPackage.get(name) ?? 0) + lines)
  total += lines
}

let answered = 0
for (const command of [...allCommands, ...scriptingCommands]) {
  answered += command.run === undefined ? 0 : 1
  answered += command.subcommands?.length ?? 0
}

for (const [name, lines] of [...byPackage].sort((a, b) => b[1] - a[1])) {
  console.log(`${String(lines).padStart(7)}  ${name}`)
}
console.log(`${String(total).padStart(7)}  source lines, for ${answered} commands and subcommands`)
console.log(`${(total / answered).toFixed(1).padStart(7)}  lines per command (target: at most 60)`)

/** Lines that are neither blank nor comment. */
function sourceLines(text) {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '')
  return code.split('\n').filter((line) => !/^\s*(\/\/.*)?$/.test(line)).length
}
