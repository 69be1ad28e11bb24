import type { Dice } from '../generate/dice.ts'
import { anyBytes, jsonText, messagePack } from './encodings.ts'
import { bytes, numeral, quote, value } from './literals.ts'

/** Draws an expression that calls a library; it needs nothing but itself. */
export type Draw = (dice: Dice) => string

/** Of each library that scripts have beside Lua's own. */
export const EXPRESSIONS: Readonly<Record<string, Draw>> = {
  bit: bitExpression,
  cjson: cjsonExpression,
  cmsgpack: cmsgpackExpression,
  struct: structExpression,
}

/** An argument that is now and then no number. */
function operand(dice: Dice): string {
  if (dice.chance(0.04)) return dice.pick(['nil', 'true', '{}', "'x'", "''", 'tostring'])
  if (dice.chance(0.1)) return quote(dice.pick(['12', '0x7f', ' 9 ', '-3', '1e2', '0.5']))
  return numeral(dice)
}

function bitExpression(dice: Dice): string {
  const nested = (): string => (dice.chance(0.25) ? bitExpression(dice) : operand(dice))
  const kind = dice.below(10)
  if (kind < 3) {
    const operands = Array.from({ length: dice.below(5) }, nested)
    return `bit.${dice.pick(['band', 'bor', 'bxor'])}(${operands.join(', ')})`
  }
  if (kind < 6) {
    const by = dice.chance(0.8) ? String(dice.between(-40, 70)) : operand(dice)
    return `bit.${dice.pick(['lshift', 'rshift', 'arshift', 'rol', 'ror'])}(${nested()}, ${by})`
  }
  if (kind < 8) return `bit.${dice.pick(['tobit', 'bnot', 'bswap'])}(${nested()})`
  return `bit.tohex(${nested()}${dice.chance(0.7) ? `, ${dice.between(-10, 10)}` : ''})`
}

function cjsonExpression(dice: Dice): string {
  const settings = dice.chance(0.3) ? cjsonSetting(dice) : ''
  const depth = dice.below(4)
  const values = { oddKeys: dice.chance(0.2) }
  switch (dice.below(5)) {
    case 0:
      return inSettings(settings, `c.encode(${value(dice, depth, values)})`)
    case 1:
      return inSettings(settings, `c.decode(c.encode(${value(dice, depth, values)}))`)
    case 2:
      return inSettings(settings, `c.encode(c.decode(${quote(jsonText(dice))}))`)
    default:
      return inSettings(settings, `c.decode(${quote(jsonText(dice))})`)
  }
}

/** `c` is cjson, or a table of its own that has been told something. */
function inSettings(settings: string, expression: string): string {
  if (settings === '') return expression.replace(/\bc\.(?=(de|en)code\()/g, 'cjson.')
  return `(function() local c = cjson.new() ${settings} return ${expression} end)()`
}

function cjsonSetting(dice: Dice): string {
  const either = dice.pick(['true', 'false'])
  switch (dice.below(6)) {
    case 0:
      // Not 0, which makes a table with one large key an array of gigabytes.
      return `c.encode_sparse_array(${either}, ${dice.between(1, 3)}, ${dice.below(12)})`
    case 1:
      return `c.encode_max_depth(${dice.between(1, 4)})`
    case 2:
      return `c.decode_max_depth(${dice.between(1, 4)})`
    case 3:
      return `c.encode_number_precision(${dice.between(1, 14)})`
    case 4:
      return `c.encode_invalid_numbers(${dice.pick(['true', 'false', "'null'"])})`
    default:
      return `c.decode_invalid_numbers(${either})`
  }
}

function cmsgpackExpression(dice: Dice): string {
  const values = { oddKeys: true }
  const packed = quote(messagePack(dice))
  switch (dice.below(7)) {
    case 0:
      return `cmsgpack.pack(${value(dice, dice.below(4), values)})`
    case 1: {
      const several = Array.from({ length: dice.below(4) }, () => value(dice, 2, values))
      return `cmsgpack.pack(${several.join(', ')})`
    }
    case 2:
      return `cmsgpack.unpack(cmsgpack.pack(${value(dice, dice.below(4), values)}))`
    case 3:
      return `cmsgpack.unpack_one(${packed}${dice.chance(0.6) ? `, ${dice.between(-1, 6)}` : ''})`
    case 4: {
      const offset = dice.chance(0.6) ? `, ${dice.between(-1, 6)}` : ''
      return `cmsgpack.unpack_limit(${packed}, ${dice.between(-1, 4)}${offset})`
    }
    default:
      return `cmsgpack.unpack(${packed})`
  }
}

function structExpression(dice: Dice): string {
  const options = Array.from({ length: dice.pick([1, 1, 2, 3, 4, 7]) }, () => structOption(dice))
  const format = quote(options.join(''))
  const kind = dice.below(5)
  if (kind === 0) return `struct.size(${format})`
  const values = options.filter(takesValue).map((option) => structValue(dice, option))
  if (dice.chance(0.03)) values.pop()
  const packed = `struct.pack(${[format, ...values].join(', ')})`
  if (kind === 1) return packed
  if (kind === 2) return `struct.unpack(${format}, ${packed})`
  const offset = dice.chance(0.3) ? `, ${dice.between(-9, 12)}` : ''
  return `struct.unpack(${format}, ${quote(anyBytes(dice, dice.below(50)))}${offset})`
}

function structOption(dice: Dice): string {
  switch (dice.below(12)) {
    case 0:
      return dice.pick(['<', '>', ' ', '!', '!1', '!2', '!4', '!8', '!16'])
    case 1:
      return dice.pick(['i', 'I']) + dice.between(1, 32)
    case 2:
      return dice.chance(0.2)
        ? dice.pick(['i0', '!3', 'i33', 'y', '=', '!0', 'i99999999999', 'n', '3', '\0'])
        : 'x'
    case 3:
      return dice.pick(['c0', 'bc0', 'c', 'c2', 'c5'])
    case 4:
      return 's'
    case 5:
      return dice.pick(['f', 'd'])
    default:
      return dice.pick(['b', 'B', 'h', 'H', 'l', 'L', 'T', 'i', 'I'])
  }
}

function takesValue(option: string): boolean {
  return /^[bBhHlLTiIfdcs]/.test(option)
}

function structValue(dice: Dice, option: string): string {
  if (option === 'bc0') return '2, "ab"'
  const isText = option.startsWith('c') || option === 's'
  if (isText && dice.chance(0.9)) return quote(bytes(dice, 8))
  return operand(dice)
}
