import { expect, test } from 'vitest'
import { commandsNamed, type Difference, readDifferences } from './differences.ts'

const NAMES = new Set(['config', 'config|set', 'get', 'set', 'sort'])

function named(what: string): string[] {
  const row: Difference = { reason: '', what, redis: '', resident: '' }
  return commandsNamed(row, NAMES)
}

test('a row is for the commands that it names in capitals', () => {
  expect(named('SORT of sound numbers')).toEqual(['sort'])
  expect(named('CONFIG SET port')).toEqual(['config|set'])
  expect(named('SET, GET and all that is set')).toEqual(['set', 'get'])
  expect(named('the longest bulk in a request')).toEqual([])
})

test('every row has a heading and three cells', () => {
  const rows = readDifferences()
  expect(rows.length).toBeGreaterThan(30)
  expect(rows.filter(({ reason, what }) => reason === '' || what === '')).toEqual([])
})
