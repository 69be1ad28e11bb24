import { afterEach, expect, test, vi } from 'vitest'
import { count, flag, names, oneOf, oracle, parseCommandLine } from './options.ts'

const OPTIONS = { steps: count(20), only: names, engine: oneOf('btree', 'map'), self: flag, oracle }

afterEach(() => {
  vi.unstubAllEnvs()
})

test('options that are not there are what they usually are', () => {
  expect(parseCommandLine([], OPTIONS)).toEqual({
    values: { steps: 20, only: undefined, engine: 'btree', self: false, oracle: undefined },
    words: [],
  })
})

test('values follow their options, or an equals sign; words stand between them', () => {
  const argv = ['--steps', '3', 'one', '--only=GET,set', '--engine', 'map', '--self', 'two']
  expect(parseCommandLine(argv, OPTIONS)).toEqual({
    values: { steps: 3, only: ['get', 'set'], engine: 'map', self: true, oracle: undefined },
    words: ['one', 'two'],
  })
})

test('--oracle names the redis-server to compare with', () => {
  vi.stubEnv('REDIS_SERVER', '/of/the/environment')
  parseCommandLine([`--oracle=${process.execPath}`], OPTIONS)
  expect(process.env.REDIS_SERVER).toBe(process.execPath)
})

test('--help is told apart, whatever stands beside it', () => {
  expect(parseCommandLine(['--help', '--steps', 'x'], OPTIONS)).toBe('help')
  expect(parseCommandLine(['-h'], OPTIONS)).toBe('help')
})

test.each([
  [['--stepps', '3'], /Unknown option '--stepps'/],
  [['--steps'], /argument missing/],
  [['--steps', 'many'], /^--steps: 'many' is not a whole number, 1 or more$/],
  [['--steps', ''], /^--steps: '' is not/],
  [['--steps', '0'], /^--steps: '0' is not/],
  [['--steps', '1.5'], /^--steps: '1.5' is not/],
  [['--engine', 'tree'], /^--engine: 'tree' is none of btree, map$/],
  [['--oracle', '/no/such/file'], /^--oracle: there is no \/no\/such\/file$/],
])('%j is refused', (argv, reason) => {
  expect(() => parseCommandLine(argv, OPTIONS)).toThrow(reason)
})
