import { parseDouble } from '@resident/bytes'
import * as arg from '../args/index.ts'
import type { Argv } from '../command.ts'
import { type CommandError, err, NOT_A_FLOAT } from '../errors.ts'
import { LATITUDE_MAX, LONGITUDE_MAX, type Point } from './cell.ts'
import { formatFixed } from './fixed.ts'

const HEIGHT_NOT_NUMERIC = err('need numeric height')
const WIDTH_NOT_NUMERIC = err('need numeric width')
const RADIUS_NOT_NUMERIC = err('need numeric radius')

/** The point at argv[at] and argv[at + 1]. */
export function point(argv: Argv, at: number): Point {
  const longitude = number(argv, at, NOT_A_FLOAT)
  const latitude = number(argv, at + 1, NOT_A_FLOAT)
  if (Math.abs(longitude) > LONGITUDE_MAX || Math.abs(latitude) > LATITUDE_MAX) {
    throw err(
      `invalid longitude,latitude pair ${formatFixed(longitude, 6)},${formatFixed(latitude, 6)}`,
    )
  }
  return { longitude, latitude }
}

/** The unit at argv[index], in metres. */
export function unit(argv: Argv, index: number): number {
  switch (arg.word(argv, index)) {
    case 'M':
      return 1
    case 'KM':
      return 1000
    case 'FT':
      return 0.3048
    case 'MI':
      return 1609.34
    default:
      throw err('unsupported unit provided. please use M, KM, FT, MI')
  }
}

/** A radius; its unit follows, and is read by `unit`. */
export function radius(argv: Argv, index: number): number {
  const value = number(argv, index, RADIUS_NOT_NUMERIC)
  if (value < 0) throw err('radius cannot be negative')
  return value
}

/** A width and a height; their unit follows, and is read by `unit`. */
export function box(argv: Argv, at: number): { readonly width: number; readonly height: number } {
  const width = number(argv, at, WIDTH_NOT_NUMERIC)
  const height = number(argv, at + 1, HEIGHT_NOT_NUMERIC)
  if (width < 0 || height < 0) throw err('height or width cannot be negative')
  return { width, height }
}

function number(argv: Argv, index: number, refusal: CommandError): number {
  const value = parseDouble(arg.bytes(argv, index))
  if (value === undefined) throw refusal
  return value
}
