import { strict as assert } from 'node:assert'
import { test } from 'vitest'
import { parseArguments } from './arguments.ts'

/** Command lines, and the lines that redis-server 7.0.15 makes of their options. */
const OPTIONS: readonly [argv: string[], lines: string][] = [
  [['--port', '7777'], 'port "7777" '],
  [['--port 7777'], 'port 7777 '],
  [['--port', '7777', '--save', ''], 'port "7777" \nsave "" '],
  [['--save', '60', '1', '300', '10'], 'save "60" "1" "300" "10" '],
  [['--save'], 'save ""'],
  [['--save', '--port', '0'], 'save ""\nport "0" '],
  [['--port'], 'port '],
  [['--requirepass', '--x'], 'requirepass "--x" '],
  [['--requirepass', 'a "b\\c'], 'requirepass "a \\"b\\\\c" '],
  [['-x'], '"-x" '],
  [['--a', '-', '--b', 'c'], 'a "-" \nb "c" '],
]

test('options become lines of redis.conf, a name and all values up to the next', () => {
  for (const [argv, lines] of OPTIONS) {
    assert.deepEqual(parseArguments(argv), {
      kind: 'run',
      file: undefined,
      readsStdin: false,
      options: lines,
    })
  }
})

test('a file comes first, standard input first or last', () => {
  const run = { kind: 'run', file: undefined, readsStdin: false, options: undefined }
  assert.deepEqual(parseArguments([]), run)
  assert.deepEqual(parseArguments(['x.conf']), { ...run, file: 'x.conf' })
  assert.deepEqual(parseArguments(['-']), { ...run, readsStdin: true })
  assert.deepEqual(parseArguments(['x.conf', '--port', '1', '-']), {
    ...run,
    file: 'x.conf',
    readsStdin: true,
    options: 'port "1" ',
  })
})

test('wishes for help and the version count only alone', () => {
  assert.deepEqual(parseArguments(['--version']), { kind: 'version' })
  assert.deepEqual(parseArguments(['-v', 'x']), { kind: 'version' })
  assert.deepEqual(parseArguments(['-h']), { kind: 'help' })
  assert.deepEqual(parseArguments(['--check-system']), {
    kind: 'unsupported',
    option: '--check-system',
  })
})
