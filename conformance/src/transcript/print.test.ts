import { describe, expect, test } from 'vitest'
import { endOfReply, readReply } from '../reply.ts'
import { printReplies, printReply, readPrinted } from './print.ts'

const cases: Record<string, { wire: string; printed: string }> = {
  'a status': { wire: '+OK\r\n', printed: 'OK' },
  'an error': { wire: '-ERR no\r\n', printed: '(error) ERR no' },
  'an integer': { wire: ':-7\r\n', printed: '(integer) -7' },
  'a bulk with bytes': { wire: '$4\r\n"\xff\n\0\r\n', printed: '"\\"\\xff\\n\\x00"' },
  'the null bulk': { wire: '$-1\r\n', printed: '(nil)' },
  'the null array': { wire: '*-1\r\n', printed: '(nil array)' },
  'the null of RESP3': { wire: '_\r\n', printed: '(nil)' },
  'a double': { wire: ',1.5\r\n', printed: '(double) 1.5' },
  'a boolean': { wire: '#t\r\n', printed: '(true)' },
  'a big number': { wire: '(123\r\n', printed: '(bignumber) 123' },
  'a verbatim string': { wire: '=5\r\ntxt:a\r\n', printed: '(verbatim) "txt:a"' },
  'empty aggregates': {
    wire: '*4\r\n*0\r\n%0\r\n~0\r\n>0\r\n',
    printed: '1) (empty array)\n2) (empty hash)\n3) (empty set)\n4) (empty push)',
  },
  'arrays in arrays': {
    wire: '*2\r\n*2\r\n:1\r\n*1\r\n+a b\r\n$1\r\nx\r\n',
    printed: '1) 1) (integer) 1\n   2) 1) a b\n2) "x"',
  },
  'a map of maps': {
    wire: '%2\r\n$1\r\na\r\n%1\r\n:1\r\n:2\r\n,2.5\r\n~2\r\n_\r\n#f\r\n',
    printed: '1# "a" => 1# (integer) 1 => (integer) 2\n2# (double) 2.5 => 1~ (nil)\n   2~ (false)',
  },
  'ten elements': {
    wire: `*10\r\n${'*1\r\n:1\r\n'.repeat(10)}`,
    printed: Array.from(
      { length: 10 },
      (_, i) => `${String(i + 1).padStart(2)}) 1) (integer) 1`,
    ).join('\n'),
  },
}

describe.each(Object.entries(cases))('%s', (_, { wire, printed }) => {
  test('is printed as redis-cli prints it', () => {
    expect(printReply(readReply(wire))).toBe(printed)
  })

  test('is read back from its print', () => {
    expect(printReplies(readPrinted(printed))).toBe(printed)
    expect(readPrinted(`${printed}\n${printed}`)).toHaveLength(2)
  })

  test('is complete at its last byte and not before', () => {
    expect(endOfReply(wire, 0)).toBe(wire.length)
    for (let end = 0; end < wire.length; end++) {
      expect(endOfReply(wire.slice(0, end), 0), wire.slice(0, end)).toBe(-1)
    }
  })
})
