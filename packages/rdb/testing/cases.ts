import { dice } from './dice.ts'

const roll = dice(1)
const EVERY_BYTE = String.fromCharCode(...Array(256).keys())

function bytes(length: number): string {
  return Array.from({ length }, () => String.fromCharCode(roll(256))).join('')
}

function words(count: number): string[] {
  return Array.from({ length: count }, (_, i) => (i % 3 === 0 ? String(i * i * i) : `word ${i}`))
}

export const INTEGERS: readonly string[] = [
  '0',
  '1',
  '127',
  '128',
  '-1',
  '-128',
  '-129',
  '4095',
  '4096',
  '-4096',
  '-4097',
  '32767',
  '32768',
  '-32768',
  '-32769',
  '8388607',
  '8388608',
  '-8388608',
  '-8388609',
  '2147483647',
  '2147483648',
  '-2147483648',
  '-2147483649',
  '9007199254740993',
  '9223372036854775807',
  '-9223372036854775808',
]
/** Texts that look like integers. */
export const NEARLY: readonly string[] = [
  '',
  '-0',
  '01',
  '+1',
  '9223372036854775808',
  '12345678901234567890',
  ' 1',
  '1.0',
]
/** Where the encodings of lengths change. */
const LENGTHS = [1, 20, 21, 63, 64, 127, 128, 4095, 4096, 16381, 16382, 16383, 16384]
const SHORT_LENGTHS = LENGTHS.filter((length) => length < 4096)
const SCORES = [
  '0',
  '1',
  '-1',
  '1.5',
  '3.1',
  'inf',
  '-inf',
  '1e15',
  '1e16',
  '9007199254740993',
  '4611686018427387904',
  '4611686018427388928',
  '1e300',
  '1e-300',
  '-2.5e-5',
  '123456.789',
]

/** Commands that make a value under the key k; between them all that 7.0 can write. */
export const cases: Record<string, string[][]> = {
  ...Object.fromEntries(INTEGERS.map((text) => [`the integer ${text}`, [['SET', 'k', text]]])),
  ...Object.fromEntries(NEARLY.map((text) => [`the text "${text}"`, [['SET', 'k', text]]])),
  ...Object.fromEntries(SHORT_LENGTHS.map((n) => [`${n} random bytes`, [['SET', 'k', bytes(n)]]])),
  ...Object.fromEntries(LENGTHS.map((n) => [`${n} times a`, [['SET', 'k', 'a'.repeat(n)]]])),
  'every byte twice': [['SET', 'k', EVERY_BYTE + EVERY_BYTE]],
  'text that repeats itself': [['SET', 'k', words(300).join(', ')]],
  'text edited in place': [
    ['SET', 'k', 'hello '],
    ['APPEND', 'k', 'world, and so on and on and on'],
  ],
  'an integer edited in place': [
    ['SET', 'k', '12'],
    ['APPEND', 'k', '34'],
  ],

  'a list of one': [['RPUSH', 'k', 'a']],
  'a list of integers': [['RPUSH', 'k', ...INTEGERS]],
  'a list of all sorts': [
    ['RPUSH', 'k', ...NEARLY, ...LENGTHS.map((n) => 'x'.repeat(n)), ...SHORT_LENGTHS.map(bytes)],
  ],
  'a list of many nodes': [['RPUSH', 'k', ...words(3000)]],
  'a list filled at its head': [['LPUSH', 'k', ...words(50)]],

  'an intset of 16 bits': [['SADD', 'k', '5', '-32768', '32767', '0']],
  'an intset of 32 bits': [['SADD', 'k', '5', '-32769', '1']],
  'an intset of 64 bits': [['SADD', 'k', '5', '9223372036854775807', '-9223372036854775808']],
  'a great intset': [['SADD', 'k', ...Array.from({ length: 512 }, (_, i) => String(i * 7))]],
  'a set of one': [['SADD', 'k', 'a']],
  'a set of words': [['SADD', 'k', ...words(40)]],

  'a small hash': [['HSET', 'k', 'name', 'Ada', 'born', '1815', 'note', '']],
  'a hash of integers': [['HSET', 'k', ...INTEGERS, ...NEARLY]],
  'a hash of 512 fields': [['HSET', 'k', ...words(1024)]],
  'a great hash': [['HSET', 'k', ...words(1026)]],
  'a hash with a long value': [['HSET', 'k', 'a', 'b', 'c', 'd'.repeat(65), '5', '6']],

  'a small sorted set': [['ZADD', 'k', '1', 'one', '2', 'two', '2', 'three']],
  'a sorted set of all scores': [['ZADD', 'k', ...SCORES.flatMap((score, i) => [score, `m${i}`])]],
  'a sorted set of integers': [
    ['ZADD', 'k', ...INTEGERS.flatMap((member, i) => [String(i / 4), member])],
  ],
  'a great sorted set': [
    ['ZADD', 'k', ...words(200).flatMap((member, i) => [String((i * 37) % 100), member])],
  ],
  'a sorted set with a long member': [
    ['ZADD', 'k', ...SCORES.flatMap((score, i) => [score, `m${i}`]), '-0', 'z'.repeat(65)],
  ],

  'a stream': [
    ['XADD', 'k', '1-1', 'a', '1', 'b', '2'],
    ['XADD', 'k', '1-2', 'a', '3', 'b', '4'],
    ['XADD', 'k', '7-0', 'c', ''],
  ],
  'a stream of many nodes': Array.from({ length: 250 }, (_, i) => [
    'XADD',
    'k',
    `${1000 + i}-${i % 3}`,
    'n',
    String(i),
    'word',
    `w${i}`,
  ]),
  'a stream with great ids': [
    ['XADD', 'k', '1-18446744073709551615', 'a', '1'],
    ['XADD', 'k', '18446744073709551614-0', 'a', '2'],
    ['XADD', 'k', '18446744073709551615-9223372036854775808', 'b', '3'],
  ],
  'a stream with holes': [
    ...Array.from({ length: 120 }, (_, i) => ['XADD', 'k', `${i + 1}-0`, 'n', String(i)]),
    ['XDEL', 'k', '1-0', '2-0', '50-0', '120-0'],
  ],
  'a stream once full': [
    ['XADD', 'k', '5-5', 'a', '1'],
    ['XDEL', 'k', '5-5'],
  ],
  'a stream with groups': [
    ...Array.from({ length: 9 }, (_, i) => ['XADD', 'k', `${i + 1}-0`, 'n', String(i)]),
    ['XGROUP', 'CREATE', 'k', 'workers', '0'],
    ['XGROUP', 'CREATE', 'k', 'late', '$'],
    ['XGROUP', 'CREATE', 'k', 'middle', '4-1'],
    ['XREADGROUP', 'GROUP', 'workers', 'bob', 'COUNT', '3', 'STREAMS', 'k', '>'],
    ['XREADGROUP', 'GROUP', 'workers', 'alice', 'COUNT', '2', 'STREAMS', 'k', '>'],
    ['XACK', 'k', 'workers', '2-0'],
    ['XCLAIM', 'k', 'workers', 'carol', '0', '4-0', 'RETRYCOUNT', '300'],
    ['XGROUP', 'CREATECONSUMER', 'k', 'workers', 'idle'],
    ['XDEL', 'k', '3-0'],
  ],
}

/** Redis gives the elements in the order of its hash table. */
export const UNORDERED: readonly string[] = [
  'a set of words',
  'a great hash',
  'a hash with a long value',
]
