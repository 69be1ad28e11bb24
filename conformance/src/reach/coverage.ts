import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import coverage, { type CoverageMap, type CoverageMapData } from 'istanbul-lib-coverage'
import { ROOT } from '../paths.ts'
import { readSeen, type Seen } from './seen.ts'

const CONFIG = 'conformance/src/reach/vitest.config.ts'
const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs')

/** What a run has reached. */
export interface Reached {
  readonly coverage: CoverageMap
  /** Of those that note it. */
  readonly seen: Seen | undefined
}

/** Runs files of tests with coverage; they are found by parts of their paths. One that fails may have reached less. */
export async function reachedBy(name: string, files: readonly string[]): Promise<Reached> {
  const folder = join(ROOT, 'node_modules/.cache/reach', name)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const seen = join(folder, 'seen.json')
  const options = ['--coverage', `--coverage.reportsDirectory=${folder}`, '--reporter=dot']
  const status = await vitest([...options, ...files], { SEEN: seen })
  if (status !== 0) console.error(`${name}: there are failures`)
  const data = JSON.parse(readFileSync(join(folder, 'coverage-final.json'), 'utf8'))
  return {
    coverage: coverage.createCoverageMap(data as CoverageMapData),
    seen: files.some((file) => file.endsWith('.play.ts')) ? readSeen(seen) : undefined,
  }
}

function vitest(
  options: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<number | null> {
  const child = spawn(
    process.execPath,
    [VITEST, 'run', '--config', CONFIG, '--root', ROOT, ...options],
    { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...environment } },
  )
  return new Promise((resolve) => child.once('exit', resolve))
}

/** What is reached by either of them. */
export function together(maps: readonly CoverageMap[]): CoverageMap {
  const all = coverage.createCoverageMap({})
  // What is merged first would be counted up in place.
  for (const map of maps) all.merge(JSON.parse(JSON.stringify(map)) as CoverageMapData)
  return all
}
