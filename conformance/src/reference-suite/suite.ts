import { execFileSync, spawn } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

/** The suite that is played. */
export const VERSION = '2.38.0'
const MODULE = `github.com/alicebob/miniredis/v2@v${VERSION}`

/** How long the suite waits for a server to be there, and how long it does when asked to be patient: on a machine that is busy. */
const PATIENCE = { of: 'time.Now().Add(1 * time.Second)', here: 'time.Now().Add(time.Minute)' }

/** How a case went. */
export interface Outcome {
  readonly verdict: 'passed' | 'failed' | 'skipped'
  readonly output: string
}

/** The integration suite of miniredis, in a folder of its own; unchanged unless it is made patient. */
export class ReferenceSuite {
  readonly #folder: string
  readonly #integration: string
  readonly #program: string
  #isPatient = false

  /** Fetches and compiles it. Throws where that cannot be: without Go, without network. */
  constructor() {
    this.#folder = mkdtempSync(join(tmpdir(), 'resident-reference-suite-'))
    process.once('exit', () => rmSync(this.#folder, { recursive: true, force: true }))
    const copy = join(this.#folder, 'miniredis')
    cpSync(this.#fetch(), copy, { recursive: true })
    // The module cache is read-only, and so would be its copy.
    execFileSync('chmod', ['-R', 'u+w', copy])
    this.#integration = join(copy, 'integration')
    this.#program = join(this.#integration, 'suite.test')
    this.#compile()
  }

  /** The names of its cases, in its order. */
  cases(): readonly string[] {
    const list = execFileSync(this.#program, ['-test.list', '.'], { encoding: 'utf8' })
    return list.split('\n').filter((line) => line.startsWith('Test'))
  }

  /** Puts this executable where the suite looks for redis-server. */
  use(executable: string): void {
    const folder = join(this.#integration, 'redis_src')
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder)
    symlinkSync(executable, join(folder, 'redis-server'))
  }

  async run(name: string): Promise<Outcome> {
    const options = ['-test.run', `^${name}$`, '-test.v', '-test.timeout', '300s']
    const child = spawn(this.#program, options, {
      cwd: this.#integration,
      env: { ...process.env, INT: '1' },
    })
    const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
    const output = out + errors
    if (output.includes(`--- SKIP: ${name} `)) return { verdict: 'skipped', output }
    return { verdict: output.includes(`--- PASS: ${name} `) ? 'passed' : 'failed', output }
  }

  /** From now on it waits for servers as long as it takes; nothing else about it changes. */
  becomePatient(): void {
    if (this.#isPatient) return
    this.#isPatient = true
    const file = join(this.#integration, 'ephemeral.go')
    const source = readFileSync(file, 'utf8')
    if (!source.includes(PATIENCE.of)) throw new Error(`${file} waits in another way`)
    writeFileSync(file, source.replace(PATIENCE.of, PATIENCE.here))
    this.#compile()
  }

  #compile(): void {
    execFileSync('go', ['test', '-c', '-o', this.#program], { cwd: this.#integration })
  }

  #fetch(): string {
    writeFileSync(join(this.#folder, 'go.mod'), 'module reference\n')
    const told = execFileSync('go', ['mod', 'download', '-json', MODULE], {
      cwd: this.#folder,
      encoding: 'utf8',
    })
    return (JSON.parse(told) as { Dir: string }).Dir
  }
}
