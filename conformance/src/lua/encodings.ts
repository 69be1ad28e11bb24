import type { Dice } from '../generate/dice.ts'
import { bytes, spoil } from './literals.ts'

const JSON_PIECES = [
  '"',
  '\\',
  '[',
  ']',
  '{',
  '}',
  ',',
  ':',
  '0',
  '1',
  '-',
  '+',
  '.',
  'e',
  'x',
  'n',
  't',
  ' ',
  '\0',
  'u',
]

/** JSON, or nearly. */
export function jsonText(dice: Dice): string {
  const text = `${space(dice)}${jsonValue(dice, dice.below(4))}${space(dice)}`
  return dice.chance(0.45) ? spoil(dice, text, JSON_PIECES) : text
}

function jsonValue(dice: Dice, depth: number): string {
  const kind = dice.below(depth > 0 ? 14 : 8)
  if (kind < 3) return jsonNumber(dice)
  if (kind < 4) return dice.pick(['true', 'false', 'null', 'null'])
  if (kind < 8) return jsonString(dice)
  const inner = (): string => `${space(dice)}${jsonValue(dice, depth - 1)}${space(dice)}`
  const length = dice.pick([0, 1, 2, 3, 5, 9])
  if (kind < 11) return `[${Array.from({ length }, inner).join(',')}]`
  const member = (): string => `${space(dice)}${jsonString(dice)}${space(dice)}:${inner()}`
  return `{${Array.from({ length }, member).join(',')}}`
}

function space(dice: Dice): string {
  return dice.chance(0.15) ? dice.pick([' ', '\n', '\t', '\r', '  ']) : ''
}

function jsonNumber(dice: Dice): string {
  const digits = (most: number): string => String(dice.below(10 ** dice.between(1, most)))
  if (dice.chance(0.06))
    return dice.pick([
      'nan',
      'inf',
      '-inf',
      'Infinity',
      '0x1F',
      '0x.8p2',
      '+5',
      '007',
      '1.',
      '-',
      '1e',
      '0x',
    ])
  let text = `${dice.pick(['', '', '-'])}${digits(9)}${dice.chance(0.2) ? digits(9) : ''}`
  if (dice.chance(0.4)) text += `.${digits(9)}${dice.chance(0.2) ? digits(9) : ''}`
  if (dice.chance(0.2)) text += `${dice.pick(['e', 'E'])}${dice.pick(['', '+', '-'])}${digits(3)}`
  return text
}

function jsonString(dice: Dice): string {
  let text = ''
  for (let length = dice.pick([0, 1, 2, 3, 8, 20]); length > 0; length--)
    text += jsonCharacter(dice)
  return `"${text}"`
}

function jsonCharacter(dice: Dice): string {
  switch (dice.below(12)) {
    case 0:
      return dice.pick(
        ['\\"', '\\\\', '\\/', '\\b', '\\f', '\\n', '\\r', '\\t', '\\x', '\\0'].slice(
          0,
          dice.chance(0.1) ? 10 : 8,
        ),
      )
    case 1:
      return `\\u${hexadecimal(dice, dice.below(0x10000))}`
    case 2:
      return `\\u${hexadecimal(dice, 0xd800 + dice.below(0x400))}\\u${hexadecimal(dice, 0xdc00 + dice.below(0x400))}`
    case 3:
      return dice.chance(0.1) ? `\\u${hexadecimal(dice, 0xd800 + dice.below(0x800))}` : 'z'
    case 4:
      return dice.chance(0.3) ? String.fromCharCode(dice.below(256)).replace(/["\\]/, 'q') : 'y'
    default:
      return dice.pick(['a', 'b', 'c', 'k', '1', ' ', '\xc3\xa9'])
  }
}

function hexadecimal(dice: Dice, value: number): string {
  const digits = value.toString(16).padStart(4, '0')
  return dice.chance(0.5) ? digits.toUpperCase() : digits
}

/** MessagePack, or nearly: one value or several. */
export function messagePack(dice: Dice): string {
  if (dice.chance(0.1)) return anyBytes(dice, dice.below(12))
  let packed = ''
  for (let values = dice.pick([1, 1, 1, 2, 3]); values > 0; values--)
    packed += packedValue(dice, dice.below(4))
  return dice.chance(0.4)
    ? spoil(dice, packed, [
        '\x80',
        '\x91',
        '\xc0',
        '\xc1',
        '\xcf',
        '\xd9',
        '\xdc',
        '\x01',
        '\xa1',
        '\xff',
      ])
    : packed
}

function packedValue(dice: Dice, depth: number): string {
  const kind = dice.below(depth > 0 ? 14 : 9)
  if (kind < 2) return String.fromCharCode(dice.below(128))
  if (kind < 3) return String.fromCharCode(0xe0 + dice.below(32))
  if (kind < 6) return packedNumber(dice)
  if (kind < 7) return dice.pick(['\xc0', '\xc2', '\xc3'])
  if (kind < 9) return packedString(dice)
  const length = dice.pick([0, 1, 2, 3, 6, 15])
  const isMap = dice.chance(0.5)
  let packed = head(dice, length, isMap ? [0x80, 0xde, 0xdf] : [0x90, 0xdc, 0xdd])
  for (let i = 0; i < length; i++) {
    if (isMap) packed += dice.chance(0.8) ? packedString(dice) : packedValue(dice, 0)
    packed += packedValue(dice, depth - 1)
  }
  return packed
}

/** The length of an array or map in one of its three forms. */
function head(dice: Dice, length: number, [short, medium, long]: [number, number, number]): string {
  switch (dice.below(6)) {
    case 0:
      return String.fromCharCode(medium, 0, length)
    case 1:
      return String.fromCharCode(long, 0, 0, 0, length)
    default:
      return String.fromCharCode(short | length)
  }
}

function packedNumber(dice: Dice): string {
  const [type, size] = dice.pick<[string, number]>([
    ['\xcc', 1],
    ['\xcd', 2],
    ['\xce', 4],
    ['\xcf', 8],
    ['\xd0', 1],
    ['\xd1', 2],
    ['\xd2', 4],
    ['\xd3', 8],
    ['\xca', 4],
    ['\xcb', 8],
  ])
  return type + anyBytes(dice, size)
}

function packedString(dice: Dice): string {
  const text = bytes(dice, dice.pick([3, 8, 31]))
  switch (dice.below(8)) {
    case 0:
      return `\xd9${String.fromCharCode(text.length)}${text}`
    case 1:
      return `\xda\0${String.fromCharCode(text.length)}${text}`
    case 2:
      return `\xdb\0\0\0${String.fromCharCode(text.length)}${text}`
    default:
      return String.fromCharCode(0xa0 | text.length) + text
  }
}

export function anyBytes(dice: Dice, length: number): string {
  let text = ''
  for (let i = 0; i < length; i++) {
    text += String.fromCharCode(
      dice.chance(0.3) ? dice.pick([0, 1, 127, 128, 255]) : dice.below(256),
    )
  }
  return text
}
