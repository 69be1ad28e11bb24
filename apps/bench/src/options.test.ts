import { expect, test } from 'vitest'
import { parseOptions } from './options.ts'

const KNOWN = ['socket', 'engines']

test('all suites are measured, each in its own number of rounds', () => {
  expect(parseOptions([], KNOWN)).toEqual({
    does: 'measure',
    suites: KNOWN,
    rounds: undefined,
    options: { share: 1 },
  })
})

test('suites, rounds, a mix and a size can be chosen', () => {
  const argv = ['engines', '--rounds', '9', '--mix', '6/3/1', '--size', '50000', '--publish']
  expect(parseOptions(argv, KNOWN)).toEqual({
    does: 'publish',
    suites: ['engines'],
    rounds: 9,
    options: { share: 1, mix: { read: 60, write: 30, range: 10 }, size: 50_000 },
  })
})

test('a quick look is one round of a tenth', () => {
  const { rounds, options } = parseOptions(['--quick'], KNOWN)
  expect({ rounds, options }).toEqual({ rounds: 1, options: { share: 0.1 } })
})

test.each([
  [['--bogus'], /Unknown option '--bogus'/],
  [['nosuch'], /^there is no suite nosuch$/],
  [['--rounds', '0'], /^--rounds: '0' is not/],
  [['--size', 'many'], /^--size: 'many' is not/],
  [['--mix', '1/2'], /^--mix: '1\/2' is not like/],
  [['--publish', '--guard'], /exclude each other/],
  [['--quick', '--guard'], /^--quick only shows/],
])('%j is refused', (argv, reason) => {
  expect(() => parseOptions(argv, KNOWN)).toThrow(reason)
})
