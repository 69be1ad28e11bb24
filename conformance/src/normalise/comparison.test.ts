import { expect, test } from 'vitest'
import type { Reply } from '../reply.ts'
import { readPrinted } from '../transcript/print.ts'
import { ReplyComparison, type Verdict } from './comparison.ts'

const reply = (printed: string): Reply => readPrinted(printed)[0] as Reply

/** Compares two printed replies to a request whose key has this encoding. */
function compare(request: string, a: string, b: string, encoding?: string): Verdict {
  const comparison = new ReplyComparison({ generated: true, encoding: () => encoding })
  return comparison.compare(request.split(' '), reply(a), a === b, () => reply(b))
}

test('a command without a rule is compared exactly', () => {
  expect(compare('GET k', '"a"', '"a"')).toBe('same')
  expect(compare('GET k', '"a"', '"b"')).toBe('different')
})

test('the order of a set is open in a hash table, and not in an intset', () => {
  const [a, b] = ['1) "1"\n2) "2"', '1) "2"\n2) "1"']
  expect(compare('SMEMBERS k', a, b, 'hashtable')).toBe('normalised')
  expect(compare('smembers k', a, b, 'intset')).toBe('different')
  expect(compare('SMEMBERS k', a, '1) "2"\n2) "3"', 'hashtable')).toBe('different')
})

test('the order of a hash is open by fields with their values', () => {
  const a = '1) "f"\n2) "v"\n3) "g"\n4) "w"'
  expect(compare('HGETALL k', a, '1) "g"\n2) "w"\n3) "f"\n4) "v"', 'hashtable')).toBe('normalised')
  expect(compare('HGETALL k', a, '1) "f"\n2) "w"\n3) "g"\n4) "v"', 'hashtable')).toBe('different')
  const map = '1# "f" => "v"\n2# "g" => "w"'
  expect(compare('HGETALL k', map, '1# "g" => "w"\n2# "f" => "v"', 'hashtable')).toBe('normalised')
})

test('a TTL may differ by a moment, and a missing one may not', () => {
  expect(compare('TTL k', '(integer) 100', '(integer) 99')).toBe('normalised')
  expect(compare('TTL k', '(integer) 100', '(integer) 90')).toBe('different')
  expect(compare('TTL k', '(integer) -1', '(integer) -2')).toBe('different')
  expect(compare('TTL k', '(integer) 0', '(integer) -1')).toBe('different')
})

test('a rule never lets an error through', () => {
  expect(compare('TIME x', '(error) ERR a', '(error) ERR b')).toBe('different')
  expect(compare('SPOP k', '"a"', '(error) ERR b')).toBe('different')
})

test('a subcommand has a rule of its own', () => {
  expect(
    compare('CONFIG GET *', '1) "a"\n2) "1"\n3) "b"\n4) "2"', '1) "b"\n2) "2"\n3) "a"\n4) "1"'),
  ).toBe('normalised')
  expect(compare('CONFIG SET a 1', 'OK', 'ok')).toBe('different')
})

test('an element of EXEC’s reply is compared as the command that was queued', () => {
  const comparison = new ReplyComparison({ generated: false, encoding: () => undefined })
  const same = (request: string, printed: string): Verdict =>
    comparison.compare(request.split(' '), reply(printed), true, () => reply(printed))
  const exec = (a: string, b: string): Verdict =>
    comparison.compare(['EXEC'], reply(a), false, () => reply(b))

  same('MULTI', 'OK')
  same('GET k', 'QUEUED')
  same('TTL k', 'QUEUED')
  expect(exec('1) "v"\n2) (integer) 9', '1) "v"\n2) (integer) 8')).toBe('normalised')
  same('MULTI', 'OK')
  same('GET k', 'QUEUED')
  expect(exec('1) "v"', '1) "w"')).toBe('different')
  expect(comparison.normalised.get('exec')).toBe(1)
})
