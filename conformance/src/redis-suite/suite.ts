import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { ROOT } from '../paths.ts'
import { endGroup } from '../process-group.ts'
import { type Outcome, readOutcome } from './outcome.ts'

/** The release whose tests are played. */
export const VERSION = '7.0.15'
/** Redis's sources as Debian keeps them, unchanged. */
const SOURCE = `http://deb.debian.org/debian/pool/main/r/redis/redis_${VERSION}.orig.tar.gz`
const SHA256 = '4b1dc4ee6d622a09fff9c6777191209750fb5e5a725ef78ea012d6eef4c22982'
const CACHE = join(ROOT, 'node_modules/.cache/redis-suite')

/** What cases start besides the server. */
const TOOLS = ['redis-cli', 'redis-benchmark', 'redis-check-rdb', 'redis-check-aof']
/** Cases that need replicas say so; others take more memory than CI has. */
const LEFT_OUT = '-needs:repl -large-memory'
const PORTS = 4000
/** A unit that takes longer hangs. */
const PATIENCE_MS = 480_000

/** A file of tests, and what of it is left out. */
export interface Unit {
  readonly name: string
  /** Cases that break off half-way and leave a server in a state in which others fail. */
  readonly skipped?: readonly string[]
  /** A further tag that is left out. */
  readonly without?: string
}

/** The folder with Redis's sources; fetched the first time. Throws where that cannot be. */
export async function fetchSource(): Promise<string> {
  const folder = join(CACHE, VERSION)
  if (existsSync(folder)) return folder
  const response = await fetch(SOURCE)
  if (!response.ok) throw new Error(`${SOURCE}: ${response.status}`)
  const archive = Buffer.from(await response.arrayBuffer())
  const sum = createHash('sha256').update(archive).digest('hex')
  if (sum !== SHA256) throw new Error(`${SOURCE} has changed: its SHA-256 is ${sum}`)
  const fresh = `${folder}.${process.pid}`
  mkdirSync(fresh, { recursive: true })
  const tar = spawn('tar', ['xz', '--strip-components=1', '-C', fresh], {
    stdio: ['pipe', 'inherit', 'inherit'],
  })
  tar.stdin.end(archive)
  const code = await new Promise((resolve) => tar.once('close', resolve))
  if (code !== 0) throw new Error('tar could not unpack it')
  // In one step: a run that is stopped in the middle leaves nothing that the next would take for all of it.
  renameSync(fresh, folder)
  return folder
}

/** Redis's test suite in a folder of its own, unchanged, with another executable in the place of its redis-server. */
export class RedisSuite {
  readonly #folder: string
  readonly #firstPort: number

  /** `lane`: suites that run side by side need different ones, from 0 on. */
  constructor(source: string, executable: string, lane: number) {
    this.#folder = mkdtempSync(join(tmpdir(), 'resident-redis-suite-'))
    this.#firstPort = 21_111 + lane * PORTS
    process.once('exit', () => rmSync(this.#folder, { recursive: true, force: true }))
    for (const part of ['tests', 'utils', 'redis.conf']) {
      cpSync(join(source, part), join(this.#folder, part), { recursive: true })
    }
    mkdirSync(join(this.#folder, 'src'))
    symlinkSync(executable, join(this.#folder, 'src/redis-server'))
    for (const tool of TOOLS) {
      const path = onPath(tool)
      if (path !== undefined) symlinkSync(path, join(this.#folder, 'src', tool))
    }
  }

  async run({ name, skipped = [], without = '' }: Unit): Promise<Outcome> {
    const options = ['--single', name, '--clients', '1', '--durable']
    options.push('--baseport', `${this.#firstPort}`, '--portcount', `${PORTS}`)
    options.push('--tags', `${LEFT_OUT} ${without}`)
    for (const each of skipped) options.push('--skiptest', each)
    const child = spawn('tclsh', ['tests/test_helper.tcl', ...options], {
      cwd: this.#folder,
      detached: true,
    })
    const timer = setTimeout(() => endGroup(child), PATIENCE_MS)
    // Servers that cases leave behind hold on to what is printed.
    child.once('exit', () => endGroup(child))
    const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
    clearTimeout(timer)
    return readOutcome(out + errors)
  }
}

export function onPath(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path))
}
