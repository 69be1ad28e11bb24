import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { allTranscripts, shortPath } from '../paths.ts'
import { findRedisServer, otherRelease, REFERENCE_VERSION, versionOf } from '../redis-server.ts'
import { differencesIn } from './differences.ts'
import { OraclePool } from './oracle-pool.ts'
import { type Pools, rewriteTranscript } from './rewrite.ts'

/**
 * `npm run record -- zadd lpop`, or paths, or `--all`: plays transcripts at a real redis-server in RESP2
 * and in RESP3 and rewrites their replies. `--check` only tells what would change. `--version-replies` writes what another
 * version says beside what the reference version says.
 */

const USAGE = `usage: npm run record -- [--check] [--oracle PATH [--version-replies | --differences FILE]] (--all | NAME… | PATH…)
plays transcripts at a real redis-server and rewrites their replies; --check only tells what would change;
--version-replies keeps what the reference version says, and adds what this one says where it differs;
--differences FILE leaves the transcripts alone, and lists there the requests that this one answers otherwise`

interface Options {
  readonly check: boolean
  readonly versionReplies: boolean
  /** Where to list what differs, instead of rewriting transcripts. */
  readonly differences: string | undefined
  readonly files: readonly string[]
}

function readOptions(argv: readonly string[]): Options {
  const names: string[] = []
  let check = false
  let versionReplies = false
  let differences: string | undefined
  let all = false
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] as string
    if (word === '--check') check = true
    else if (word === '--version-replies') versionReplies = true
    else if (word === '--differences') differences = argv[++i]
    else if (word === '--all') all = true
    else if (word === '--oracle') i++
    else if (word.startsWith('-')) throw new Error(USAGE)
    else names.push(word)
  }
  if (!all && names.length === 0) throw new Error(USAGE)
  return {
    check,
    versionReplies,
    differences,
    files: all ? allTranscripts() : names.flatMap(filesNamed),
  }
}

/** A path, or the name of a command whose transcript lies beside it. */
function filesNamed(name: string): string[] {
  if (name.endsWith('.transcript') && existsSync(name)) return [resolve(name)]
  const found = allTranscripts().filter(
    (path) => basename(path, '.transcript') === name.toLowerCase(),
  )
  if (found.length === 0) throw new Error(`no transcript is called ${name}`)
  return found
}

/** How many lines of each text the other has not, as a rough measure of a change. */
function changed(before: string, after: string): string {
  const [old, now] = [before.split('\n'), after.split('\n')]
  const oldSet = new Set(old)
  const nowSet = new Set(now)
  const added = now.filter((line) => !oldSet.has(line)).length
  const removed = old.filter((line) => !nowSet.has(line)).length
  return `+${added} -${removed}`
}

async function main(): Promise<void> {
  const { check, versionReplies, differences, files } = readOptions(process.argv.slice(2))
  const binary = findRedisServer()
  if (binary === undefined) throw new Error('recording needs a redis-server')
  const version = versionOf(binary)
  const release = otherRelease(version)
  if (release !== undefined) {
    console.error(`note: this is redis-server ${version}, the reference is ${REFERENCE_VERSION}`)
  }
  const pools: Pools = { 2: new OraclePool(), 3: new OraclePool() }
  const beside = versionReplies || differences !== undefined ? release : undefined
  const report = [`# Where Redis ${version} differs from ${REFERENCE_VERSION}`, '']
  let changes = 0
  for (const file of files) {
    const before = readFileSync(file, 'utf8')
    const rewritten = rewriteTranscript(before, pools, beside)
    const after = await rewritten.catch((error: unknown) => {
      throw new Error(`${shortPath(file)}: ${error instanceof Error ? error.message : error}`)
    })
    if (after !== before) {
      changes++
      if (!check && differences === undefined) writeFileSync(file, after)
    }
    if (beside !== undefined) report.push(...differencesIn(shortPath(file), after, beside))
    const verdict = after === before ? 'as it was' : `${changed(before, after)}`
    console.log(`${shortPath(file)}: ${verdict}`)
  }
  await Promise.all([pools[2].stop(), pools[3].stop()])
  if (differences !== undefined) writeFileSync(differences, report.join('\n'))
  if (check && changes > 0) process.exitCode = 1
}

try {
  await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
