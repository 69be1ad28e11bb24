import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { ROOT, shortPath } from '../paths.ts'
import type { Planting } from './planting.ts'

const CONFIG = 'conformance/src/mutation/vitest.config.ts'
const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs')

/** A path as one name in a folder. */
export function quoteFileName(path: string): string {
  return encodeURIComponent(path)
}

/** Runs files of tests, all of them without `files`, until one fails; says whether all passed, in time. */
export async function passes(
  planting: Planting,
  files: readonly string[],
  folder: string,
  patienceMs: number,
): Promise<boolean> {
  const status = await vitest(planting, ['--bail=1', ...files], folder, patienceMs)
  return status === 0
}

/** Which files of tests come by which of the planting's probes: their paths, from the top of the repository. */
export async function comingBy(planting: Planting, folder: string): Promise<string[][]> {
  const notes = join(folder, 'come-by')
  rmSync(notes, { recursive: true, force: true })
  mkdirSync(notes, { recursive: true })
  await vitest(planting, [], folder, 20 * 60_000, { COME_BY: notes })
  const reaching: string[][] = planting.mutants.map(() => [])
  for (const name of readdirSync(notes)) {
    const ids = JSON.parse(readFileSync(join(notes, name), 'utf8')) as number[]
    for (const id of ids) reaching[id]?.push(shortPath(decodeURIComponent(name)))
  }
  return reaching
}

/** The exit status; -1 where it had to be killed, with all that it had started. */
function vitest(
  planting: Planting,
  options: readonly string[],
  folder: string,
  patienceMs: number,
  environment: Readonly<Record<string, string>> = {},
): Promise<number> {
  const file = join(folder, 'planting.json')
  writeFileSync(file, JSON.stringify(planting))
  const child = spawn(
    process.execPath,
    [VITEST, 'run', '--config', CONFIG, '--root', ROOT, ...options],
    {
      cwd: ROOT,
      stdio: 'ignore',
      detached: true,
      env: { ...process.env, PLANTING: file, ...environment },
    },
  )
  return new Promise((resolve) => {
    const end = (status: number): void => {
      clearTimeout(patience)
      if (status === -1) process.kill(-(child.pid as number), 'SIGKILL')
      resolve(status)
    }
    const patience = setTimeout(() => end(-1), patienceMs)
    child.once('exit', (status) => end(status ?? 1))
  })
}
