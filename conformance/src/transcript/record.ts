import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { flag, oracle, readOptionsAndWords, refuse, text } from '../options.ts'
import { allTranscripts, shortPath } from '../paths.ts'
import { findRedisServer, otherRelease, REFERENCE_VERSION, versionOf } from '../redis-server.ts'
import { differencesIn } from './differences.ts'
import { OraclePool } from './oracle-pool.ts'
import { type Pools, rewriteTranscript } from './rewrite.ts'

const USAGE = `usage: npm run record -- [options] (--all | COMMAND… | PATH…)
plays transcripts at a real redis-server, in RESP2 and in RESP3, and rewrites their replies
  --all                every transcript
  --check              only says what would change
  --oracle PATH        the redis-server to play at
  --version-replies    keeps what the reference version says, and adds what this one says if it differs
  --differences FILE   does not change the transcripts, and lists in FILE the requests that this one answers differently`

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
  const { values, words } = readOptionsAndWords(USAGE, {
    all: flag,
    check: flag,
    oracle,
    'version-replies': flag,
    differences: text,
  })
  if (!values.all && words.length === 0) refuse(USAGE, 'no transcript is named')
  const files = values.all ? allTranscripts() : words.flatMap(filesNamed)
  const binary = findRedisServer()
  if (binary === undefined) throw new Error('recording needs a redis-server')
  const version = versionOf(binary)
  const release = otherRelease(version)
  if (release !== undefined) {
    console.error(`note: this is redis-server ${version}, the reference is ${REFERENCE_VERSION}`)
  }
  const { check, differences } = values
  const beside = values['version-replies'] || differences !== undefined ? release : undefined
  const pools: Pools = { 2: new OraclePool(), 3: new OraclePool() }
  const report = [`# Where Redis ${version} differs from ${REFERENCE_VERSION}`, '']
  let changes = 0
  for (const file of files) {
    const before = readFileSync(file, 'utf8')
    const after = await rewriteTranscript(before, pools, beside).catch((error: Error) => {
      throw new Error(`${shortPath(file)}: ${error.message}`)
    })
    if (after !== before) {
      changes++
      if (!check && differences === undefined) writeFileSync(file, after)
    }
    if (beside !== undefined) report.push(...differencesIn(shortPath(file), after, beside))
    console.log(`${shortPath(file)}: ${after === before ? 'as it was' : changed(before, after)}`)
  }
  await Promise.all([pools[2].stop(), pools[3].stop()])
  if (differences !== undefined) writeFileSync(differences, report.join('\n'))
  if (check && changes > 0) process.exitCode = 1
}

try {
  await main()
} catch (error) {
  // What is wrong is the transcript or the machine, mostly: no stack.
  console.error((error as Error).message)
  process.exit(1)
}
