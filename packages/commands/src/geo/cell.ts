/** In degrees. Redis's latitudes end where a Mercator map is as high as it is wide. */
export const LONGITUDE_MAX = 180
export const LATITUDE_MAX = 85.05112878

/** How many bits of a score each of the two coordinates has. */
export const MOST_STEPS = 26

/** A point on Earth, in degrees. */
export interface Point {
  readonly longitude: number
  readonly latitude: number
}

/** One of the 4^steps cells of a grid over the world: its column and row, counted from the south-west. */
export interface Cell {
  readonly column: number
  readonly row: number
  readonly steps: number
}

/** The bounds of a cell, in degrees. */
export interface Area {
  readonly west: number
  readonly east: number
  readonly south: number
  readonly north: number
}

/** The cell of a point. For points on the eastern or northern rim it is one beyond the last. */
export function cellOf(point: Point, steps: number, latitudeMax: number = LATITUDE_MAX): Cell {
  return {
    column: place(point.longitude, LONGITUDE_MAX, steps),
    row: place(point.latitude, latitudeMax, steps),
    steps,
  }
}

/** The cell that is this many columns to the east and rows to the north, wrapping round at the edges of the grid. */
export function neighbour({ column, row, steps }: Cell, east: number, north: number): Cell {
  const last = 2 ** steps - 1
  return {
    column: east === 0 ? column : (column + east) & last,
    row: north === 0 ? row : (row + north) & last,
    steps,
  }
}

export function areaOf({ column, row, steps }: Cell): Area {
  return {
    west: degrees(column, LONGITUDE_MAX, steps),
    east: degrees((column + 1) >>> 0, LONGITUDE_MAX, steps),
    south: degrees(row, LATITUDE_MAX, steps),
    north: degrees((row + 1) >>> 0, LATITUDE_MAX, steps),
  }
}

/** The cell's number, in which the bits of column and row alternate. It begins with the bits of the larger cell around it. */
export function hashOf({ column, row }: Cell): bigint {
  return (spread(column) << 1n) | spread(row)
}

/** The score of a point. */
export function scoreOf(point: Point): number {
  return Number(hashOf(cellOf(point, MOST_STEPS)))
}

/** The point that a score represents: the middle of its cell. */
export function pointOf(score: number): Point {
  const { west, east, south, north } = areaOf(cellOfScore(score))
  return {
    longitude: clamp((west + east) / 2, LONGITUDE_MAX),
    latitude: clamp((south + north) / 2, LATITUDE_MAX),
  }
}

function place(coordinate: number, max: number, steps: number): number {
  return Math.trunc(((coordinate + max) / (max + max)) * 2 ** steps)
}

function degrees(position: number, max: number, steps: number): number {
  return -max + (position / 2 ** steps) * (max + max)
}

function clamp(value: number, max: number): number {
  return Math.min(max, Math.max(-max, value))
}

function cellOfScore(score: number): Cell {
  const safe = score >= 0 && score <= Number.MAX_SAFE_INTEGER
  const bits = safe ? Math.trunc(score) : asUnsigned(score)
  const high = Number(typeof bits === 'bigint' ? bits >> 32n : Math.floor(bits / 2 ** 32))
  const low = Number(typeof bits === 'bigint' ? bits & 0xffffffffn : bits % 2 ** 32)
  return {
    column: (gather(high >>> 1) * 65536 + gather(low >>> 1)) >>> 0,
    row: (gather(high) * 65536 + gather(low)) >>> 0,
    steps: MOST_STEPS,
  }
}

/** Converts a double to an unsigned integer as C does on x86-64, even where it does not fit. */
function asUnsigned(score: number): bigint {
  const half = 2 ** 63
  if (score >= half) return score < 2 * half ? BigInt(score) : 0n
  return score < -half ? 1n << 63n : BigInt.asUintN(64, BigInt(Math.trunc(score)))
}

/** The bits of a number, with a zero bit before each. */
function spread(value: number): bigint {
  return (BigInt(spread16(value >>> 16)) << 32n) | BigInt(spread16(value & 0xffff))
}

function spread16(value: number): number {
  let bits = value
  bits = (bits | (bits << 8)) & 0x00ff00ff
  bits = (bits | (bits << 4)) & 0x0f0f0f0f
  bits = (bits | (bits << 2)) & 0x33333333
  return ((bits | (bits << 1)) & 0x55555555) >>> 0
}

/** Every other bit of 32, from the lowest on. */
function gather(value: number): number {
  let bits = value & 0x55555555
  bits = (bits | (bits >>> 1)) & 0x33333333
  bits = (bits | (bits >>> 2)) & 0x0f0f0f0f
  bits = (bits | (bits >>> 4)) & 0x00ff00ff
  return (bits | (bits >>> 8)) & 0x0000ffff
}
