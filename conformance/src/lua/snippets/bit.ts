const NUMBERS = [
  ...[
    '0',
    '1',
    '-1',
    '255',
    '-256',
    '0.5',
    '1.5',
    '2.5',
    '-0.5',
    '-1.5',
    '2147483647',
    '2147483648',
  ],
  ...['-2147483648', '-2147483649', '4294967295', '4294967296', '4294967297', '-4294967297'],
  ...[
    '2^40+7',
    '2^51-1',
    '2^51',
    '2^52+1',
    '2^53',
    '2^53+2',
    '-2^51',
    '-2^53',
    '2^60',
    '1e15',
    '1e300',
  ],
  ...['1/0', '-1/0', '0/0', "'7'", "'0x10'", "' 12 '", "'1e3'", "'-0x1'"],
]
const BAD = ["''", "'a'", "'7x'", 'nil', 'true', '{}', 'tostring', 'function() end', 'bit', "'0x'"]
const UNARY = ['tobit', 'bnot', 'bswap', 'tohex']
const FOLDS = ['band', 'bor', 'bxor']
const SHIFTS = ['lshift', 'rshift', 'arshift', 'rol', 'ror']

/** Expressions over the library bit whose outcomes are recorded. */
export const bitSnippets: readonly string[] = [
  ...UNARY.flatMap((name) => [...NUMBERS, ...BAD, ''].map((value) => `bit.${name}(${value})`)),
  ...FOLDS.flatMap((name) => [
    ...NUMBERS.map((value) => `bit.${name}(${value}, 0x5a5a5a5a)`),
    `bit.${name}()`,
    `bit.${name}(6)`,
    `bit.${name}(1, 2, 4, 8, 2^31)`,
    `bit.${name}(7, 'a', {})`,
    `bit.${name}(7, nil)`,
    `bit.${name}(nil, {})`,
    `bit.${name}('12', '10')`,
  ]),
  ...SHIFTS.flatMap((name) => [
    ...[0, 1, 4, 31, 32, 33, -1, -31, 256, 1.5, 2.5].map((by) => `bit.${name}(0x87654321, ${by})`),
    `bit.${name}(-1, 1)`,
    `bit.${name}(1)`,
    `bit.${name}()`,
    `bit.${name}(1, {})`,
    `bit.${name}('a', {})`,
    `bit.${name}(1, 2, {})`,
    `bit.${name}('0x12345678', '8')`,
  ]),
  ...[1, 4, 8, 9, 0, -1, -4, -8, -9, 100, -100, 2147483648, -2147483648].map(
    (digits) => `bit.tohex(0xdeadbeef, ${digits})`,
  ),
  'bit.tohex(1, nil)',
  "bit.tohex(1, 'x')",
  "bit.tohex(-1, '4')",
  'bit.tohex(-1, 3.5)',
  'bit:band(1)',
  'bit:tobit()',
  "pcall(bit.band, 'a')",
  'pcall(bit.tohex)',
  '(function() local f = bit.bor return f(nil) end)()',
  'bit.nothing(1)',
  'bit',
]
