import type { Dice } from '../generate/dice.ts'
import { encode } from '../wire.ts'

/** Bytes that mean something to a parser, and some that do not. */
const BYTES = [
  '\r',
  '\n',
  '\r\n',
  '\0',
  '$',
  '*',
  ':',
  '+',
  '-',
  '0',
  '1',
  '9',
  ' ',
  '\t',
  '"',
  "'",
].concat('\\', '\\x', 'a', '\x80', '\xff', '_', '#', '%', '~', '>', '|')

/** What may stand where a length stands. */
const LENGTHS = [
  '-1',
  '0',
  '-0',
  '+3',
  '03',
  '3 ',
  ' 3',
  '0x3',
  '',
  '1.5',
  '-2',
  '10',
  '11',
  '16384',
  '16385',
]
  .concat('1000000', '1048576', '1048577', '536870913', '2147483647', '2147483648')
  .concat('4294967296', '9223372036854775807', '9223372036854775808', '-9223372036854775809')

/** Lengths between V8's longest string and Redis's longest bulk, which differ by 24 bytes. */
const BEYOND_V8 = /5368708(?:89|9\d)|536870(?:90\d|91[0-2])/

/** Where a longer line ends to be one hangs on how much Redis happens to read at a time. */
const LONGEST = 65_700

/** What a client sends, of which at least one frame is not what it should be; `owner` is its own key. */
export function drawStream(dice: Dice, owner: string): string {
  for (;;) {
    const stream = draw(dice, owner)
    if (!BEYOND_V8.test(stream) && stream.length < LONGEST) return stream
  }
}

function draw(dice: Dice, owner: string): string {
  const frames = Array.from({ length: dice.between(1, 4) }, () => drawFrame(dice, owner))
  const spoilt = dice.below(frames.length)
  frames[spoilt] = mangle(dice, frames[spoilt]!)
  const stream = frames.join('')
  return dice.chance(0.2) ? mangle(dice, stream) : stream
}

function drawFrame(dice: Dice, owner: string): string {
  const argv = drawRequest(dice, owner)
  if (dice.chance(0.7)) return encode(argv)
  return `${argv.map((argument) => quoted(dice, argument)).join(dice.pick([' ', '  ', '\t']))}${dice.pick(['\r\n', '\n'])}`
}

function drawRequest(dice: Dice, owner: string): string[] {
  const word = dice.pick(['', 'v', 'hello world', '12', 'a\0b', '\xff\xfe', 'x'.repeat(100)])
  return dice.pick([
    ['PING'],
    ['PING', word],
    ['echo', word],
    ['SET', owner, word],
    ['GET', owner],
    ['APPEND', owner, word],
    ['INCR', owner],
    ['RPUSH', `${owner}l`, word, word],
    ['LRANGE', `${owner}l`, '0', '-1'],
    ['MULTI'],
    ['EXEC'],
    ['AUTH', word],
    ['QUIT'],
    ['nosuch', word, word],
    ['GET'],
    Array.from({ length: 12 }, () => word),
  ])
}

function quoted(dice: Dice, argument: string): string {
  if (/^[\w:]+$/.test(argument) && dice.chance(0.7)) return argument
  if (dice.chance(0.3)) return `'${argument.replaceAll("'", "\\'")}'`
  return `"${argument.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n').replaceAll('\0', '\\x00')}"`
}

function mangle(dice: Dice, bytes: string): string {
  let mangled = bytes
  for (let times = dice.between(1, 3); times > 0; times--)
    mangled = dice.pick(MANGLES)(dice, mangled)
  return mangled
}

type Mangle = (dice: Dice, bytes: string) => string

const MANGLES: readonly Mangle[] = [
  (dice, bytes) => splice(bytes, dice.below(bytes.length + 1), 0, dice.pick(BYTES)),
  (dice, bytes) => splice(bytes, dice.below(bytes.length + 1), 1, dice.pick(BYTES)),
  (dice, bytes) => splice(bytes, dice.below(bytes.length + 1), dice.between(1, 4), ''),
  (dice, bytes) => bytes.slice(0, dice.below(bytes.length + 1)),
  (dice, bytes) => {
    const start = dice.below(bytes.length + 1)
    return splice(bytes, start, 0, bytes.slice(start, start + dice.between(1, 12)))
  },
  withLength,
  withLength,
  (dice, bytes) => (dice.chance(0.02) ? 'x'.repeat(dice.between(65_530, 65_545)) + bytes : bytes),
]

/** Another length in the place of one of those that stand there. */
function withLength(dice: Dice, bytes: string): string {
  const places = [...bytes.matchAll(/(?<=[*$])\d+(?=\r\n)/g)]
  if (places.length === 0) return bytes
  const place = dice.pick(places)
  return splice(bytes, place.index, place[0].length, dice.pick(LENGTHS))
}

function splice(bytes: string, at: number, gone: number, put: string): string {
  return bytes.slice(0, at) + put + bytes.slice(at + gone)
}
