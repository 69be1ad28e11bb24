// What `npm start` and `npm test` need before they can do their work: dependencies and a build.

import { execFileSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** Runs a program in the repository, showing what it prints; throws when it fails. */
export function run(program, args, options = {}) {
  execFileSync(program, args, { cwd: root, stdio: 'inherit', ...options })
}

/** A program of node_modules. Never by npx, which would ask the registry where one is missing. */
export function bin(name) {
  return `${root}node_modules/.bin/${name}`
}

/** Installs what package-lock.json names, unless that has been done since it last changed. */
export function installed() {
  const mark = `${root}node_modules/.package-lock.json`
  const lock = `${root}package-lock.json`
  if (existsSync(mark) && statSync(mark).mtimeMs >= statSync(lock).mtimeMs) return
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'])
}

/** Builds every package that changed since its last build. */
export function built() {
  run(bin('turbo'), ['run', 'build', '--output-logs=errors-only'], {
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
  })
}
