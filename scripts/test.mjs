// `npm test`: sets up if needed, builds, runs every test that needs no Redis (and, where a
// redis-server is on the PATH, plays the transcripts at it too). Arguments go to vitest.

import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { bin, built, installed, root } from './setup.mjs'

installed()
built()

const results = `${root}node_modules/.cache/test-results.json`
rmSync(results, { force: true })
const { status } = spawnSync(
  bin('vitest'),
  [
    'run',
    ...process.argv.slice(2),
    '--reporter=default',
    '--reporter=json',
    '--reporter=./scripts/flaky-reporter.mjs',
    `--outputFile.json=${results}`,
  ],
  { cwd: root, stdio: 'inherit' },
)
process.exitCode = status ?? 1

if (existsSync(results)) {
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(results, 'utf8'))
  // A file that could not be loaded has no tests to fail.
  const unloaded = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  for (const { name, message } of unloaded) tellFailure(name, '', message)
  for (const { name, assertionResults } of testResults) {
    for (const each of assertionResults) {
      if (each.status === 'failed')
        tellFailure(name, each.fullName, each.failureMessages.join('\n'))
    }
  }
  process.stdout.write(`\n${numPassedTests} passed, ${numFailedTests + unloaded.length} failed\n`)
}

/** Once more and last, where it is found at once among thousands. */
function tellFailure(file, test, why) {
  process.stdout.write(`\nFAIL ${file.replace(root, '')} ${test}\n${why}\n`)
}
