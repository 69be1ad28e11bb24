import type { Dice } from '../generate/dice.ts'

/** A number as C's %.17g or a short literal would have it: Lua reads it back exactly. */
export function numeral(dice: Dice): string {
  switch (dice.below(8)) {
    case 0:
      return String(dice.between(-3, 20))
    case 1:
      return String(dice.between(-300, 300))
    case 2:
      return dice.pick(EDGES)
    case 3:
      return String(dice.between(-(2 ** 31), 2 ** 31))
    case 4:
      // A power of two and its neighbourhood.
      return `(${dice.pick(['', '-'])}2^${dice.below(70)}${dice.pick(['', '+1', '-1', '+0.5'])})`
    case 5:
      return String(
        (dice.between(-5000, 5000) / dice.pick([2, 3, 4, 7, 8, 10, 100, 128])) as number,
      )
    case 6:
      return String((dice.below(2 ** 31) - 2 ** 30) * 10 ** dice.between(-30, 30))
    default:
      return decimals(dice)
  }
}

const EDGES = [
  ...[
    '-0',
    '0',
    '0.5',
    '1e14',
    '1e15',
    '123456789012345',
    '99999999999999.5',
    '12345678901234.5',
    '1e-4',
    '1e-5',
  ],
  ...[
    '0.1',
    '1/3',
    '2^53',
    '2^53+2',
    '2^63',
    '-2^63',
    '2^64',
    '1e300',
    '1e-300',
    '5e-324',
    '1/0',
    '-1/0',
    '255',
  ],
  ...[
    '256',
    '65535',
    '65536',
    '2147483647',
    '2147483648',
    '4294967295',
    '4294967296',
    '-32',
    '-33',
    '-128',
    '-129',
  ],
]

/** As many digits as may make a tie in %.14g. */
function decimals(dice: Dice): string {
  let digits = String(dice.between(1, 9))
  for (let more = dice.below(16); more > 0; more--) digits += dice.below(10)
  const at = dice.between(1, digits.length)
  const number = at < digits.length ? `${digits.slice(0, at)}.${digits.slice(at)}` : digits
  return `${dice.pick(['', '-'])}${number}${dice.chance(0.2) ? `e${dice.between(-12, 12)}` : ''}`
}

/** Random bytes, mostly letters. */
export function bytes(dice: Dice, most: number): string {
  let text = ''
  for (let length = dice.below(most + 1); length > 0; length--) {
    text += dice.chance(0.7)
      ? dice.pick(['a', 'b', 'k', 'x', '1', '"', '\\', '/', ' '])
      : String.fromCharCode(dice.below(256))
  }
  return text
}

/** Bytes as a Lua string. */
export function quote(text: string): string {
  const decimal = (byte: string): string => `\\${String(byte.charCodeAt(0)).padStart(3, '0')}`
  return `'${text.replace(/[^ -~]|['\\]/g, decimal)}'`
}

export interface ValueOptions {
  /** Whether booleans and the like may be keys of tables. */
  readonly oddKeys: boolean
}

/** An expression for a value: scalars, and tables `depth` deep. */
export function value(dice: Dice, depth: number, options: ValueOptions): string {
  if (depth > 0 && dice.chance(0.6)) return table(dice, depth - 1, options)
  switch (dice.below(12)) {
    case 0:
      return 'nil'
    case 1:
      return dice.pick(['true', 'false'])
    case 2:
      return 'cjson.null'
    case 3:
      return dice.chance(0.2) ? 'tostring' : '{}'
    case 4:
    case 5:
    case 6:
      return quote(bytes(dice, dice.pick([3, 10, 40, 300])))
    default:
      return numeral(dice)
  }
}

function table(dice: Dice, depth: number, options: ValueOptions): string {
  switch (dice.below(5)) {
    case 0:
      return `{${items(dice, depth, options).join(', ')}}`
    case 1:
      return `{${pairs(dice, depth, options).join(', ')}}`
    case 2:
      return `{${dice.shuffle([...items(dice, depth, options), ...pairs(dice, depth, options)]).join(', ')}}`
    case 3:
      return edited(dice, depth, options)
    default:
      return counted(dice)
  }
}

function items(dice: Dice, depth: number, options: ValueOptions): string[] {
  return Array.from({ length: dice.below(6) }, () => value(dice, depth, options))
}

function pairs(dice: Dice, depth: number, options: ValueOptions): string[] {
  return Array.from(
    { length: dice.below(6) },
    () => `[${key(dice, options)}] = ${value(dice, depth, options)}`,
  )
}

function key(dice: Dice, options: ValueOptions): string {
  const kind = dice.below(12)
  if (kind < 5)
    return quote(
      dice.pick(['a', 'b', 'key', 'name', 'value', 'x', 'id']) + dice.pick(['', '1', '2']),
    )
  if (kind < 6) return quote(bytes(dice, 45))
  if (kind < 10) return String(dice.between(dice.chance(0.1) ? -1 : 1, dice.pick([4, 8, 14, 30])))
  if (kind < 11 && options.oddKeys) return dice.pick(['true', 'false', '1.5', '-7', '0'])
  const number = numeral(dice)
  return number === '0/0' ? '1' : number
}

/** A table that has grown and shrunk key by key: what it looks like inside depends on its history. */
function edited(dice: Dice, depth: number, options: ValueOptions): string {
  const keys = Array.from({ length: dice.between(1, 8) }, () => key(dice, options))
  let body = `local t = {${dice.chance(0.5) ? items(dice, 0, options).join(', ') : ''}}`
  for (let edits = dice.between(1, 14); edits > 0; edits--) {
    const held = dice.chance(0.25) ? 'nil' : value(dice, edits % 3 === 0 ? depth : 0, options)
    body += ` t[${dice.pick(keys)}] = ${held}`
  }
  return `(function() ${body} return t end)()`
}

/** More elements than a few. */
function counted(dice: Dice): string {
  const [from, to, step] = [dice.between(1, 4), dice.between(5, 40), dice.pick([1, 1, 1, 2, 3])]
  const at = dice.pick(['i', 'i', 'i', "'k' .. i", 'i * 2', 'i / 2', '41 - i'])
  return `(function() local t = {} for i = ${from}, ${to}, ${step} do t[${at}] = i end return t end)()`
}

/** The text with a byte or a few changed, left out or put in; sometimes cut. */
export function spoil(dice: Dice, text: string, likely: readonly string[]): string {
  let spoilt = text
  for (let times = dice.pick([1, 1, 1, 2, 3]); times > 0; times--) {
    const at = dice.below(spoilt.length + 1)
    const byte = dice.chance(0.7) ? dice.pick(likely) : String.fromCharCode(dice.below(256))
    const after = spoilt.slice(at)
    spoilt =
      spoilt.slice(0, at) + dice.pick([byte + after, byte + after.slice(1), after.slice(1), ''])
  }
  return spoilt
}
