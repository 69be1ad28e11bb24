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
import { endGroup } from '../process-group.ts'
import { DRIFTS } from './accepted.ts'

/** The suite that is played. */
export const VERSION = '2.38.0'
const MODULE = `github.com/alicebob/miniredis/v2@v${VERSION}`

/**
 * What is asked of a suite that is to be patient, on a machine that is busy: to wait longer for a server to be there, and for another
 * client to be blocked. 400 ms fit into the second after which those clients give up.
 */
const PATIENCE: readonly { file: string; of: RegExp; here: string }[] = [
  {
    file: 'ephemeral.go',
    of: /time\.Now\(\)\.Add\(1 \* time\.Second\)/g,
    here: 'time.Now().Add(time.Minute)',
  },
  ...['list_test.go', 'stream_test.go'].map((file) => ({
    file,
    of: /time\.Sleep\(\d\d \* time\.Millisecond\)/g,
    here: 'time.Sleep(400 * time.Millisecond)',
  })),
]

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
      detached: true,
    })
    // A case that gives up does not always end its server, which holds on to what the case prints.
    child.once('exit', () => endGroup(child))
    const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
    const output = out + errors
    if (output.includes(`--- SKIP: ${name} `)) return { verdict: 'skipped', output }
    const isPassed = output.includes(`--- PASS: ${name} `) || isDrift(name, output)
    return { verdict: isPassed ? 'passed' : 'failed', output }
  }

  /** From now on it waits as long as a busy machine may need; nothing else about it changes. */
  becomePatient(): void {
    if (this.#isPatient) return
    this.#isPatient = true
    for (const { file, of, here } of PATIENCE) {
      const path = join(this.#integration, file)
      const source = readFileSync(path, 'utf8')
      const patient = source.replace(of, here)
      if (patient === source) throw new Error(`${path} waits in another way`)
      writeFileSync(path, patient)
    }
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

/** Whether a case that has failed found nothing but what `DRIFTS` has of it. */
function isDrift(name: string, output: string): boolean {
  const drift = DRIFTS[name]
  if (drift === undefined) return false
  const found = output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(=== RUN|--- FAIL: |FAIL$)/.test(line))
  return found.length > 0 && found.every((line) => drift.test(line))
}
