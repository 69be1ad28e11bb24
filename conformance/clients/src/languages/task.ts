import { spawn } from 'node:child_process'

/** A program of another language's toolchain to run, and where. */
export interface Task {
  readonly argv: readonly [string, ...string[]]
  readonly folder: string
  readonly env?: Readonly<Record<string, string>>
  readonly limitMs: number
}

export interface Ended {
  /** Its exit code; or what became of it instead. */
  readonly end: number | 'not found' | 'out of time' | NodeJS.Signals
  readonly out: string
  readonly errors: string
}

/** Runs it to its end, or to the limit of its time. Never rejects. */
export function run({ argv: [program, ...rest], folder, env, limitMs }: Task): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(program, rest, {
      cwd: folder,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const text = { out: '', errors: '' }
    let late = false
    const limit = setTimeout(() => {
      late = true
      child.kill('SIGKILL')
    }, limitMs)
    const ended = (end: Ended['end']): void => {
      clearTimeout(limit)
      resolve({ end: late ? 'out of time' : end, ...text })
    }
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text.out += chunk
    })
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      text.errors += chunk
    })
    child.once('error', () => ended('not found'))
    child.once('close', (code, signal) => ended(code ?? signal ?? 0))
  })
}
