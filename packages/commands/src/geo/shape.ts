import type { Point } from './cell.ts'
import { degrees, distance, EARTH_RADIUS, radians } from './distance.ts'

/** The area that is searched: a circle or a box around a point. Its lengths count units, of `unit` metres each. */
export interface Shape {
  center: Point
  unit: number
  /** Of a circle. */
  radius: number
  /** Of a box, whose width is measured along each parallel; `undefined` for a circle. */
  box: { readonly width: number; readonly height: number } | undefined
}

/** The bounds of a shape, in degrees. Those of a large one may be beyond the poles and the date line. */
export interface Bounds {
  readonly west: number
  readonly east: number
  readonly south: number
  readonly north: number
}

/** The distance from the centre in metres, or `undefined` for a point outside the shape. */
export function distanceWithin(shape: Shape, point: Point): number | undefined {
  const { center, unit, radius, box } = shape
  if (box !== undefined && !isInBox(center, point, box.width * unit, box.height * unit)) {
    return undefined
  }
  const metres = distance(center, point)
  return box === undefined && metres > radius * unit ? undefined : metres
}

/** The distance of its furthest point from the centre, in metres. */
export function reachOf({ radius, unit, box }: Shape): number {
  if (box === undefined) return radius * unit
  const { width, height } = box
  return Math.sqrt((width / 2) * (width / 2) + (height / 2) * (height / 2)) * unit
}

export function boundsOf({ center, unit, radius, box }: Shape): Bounds {
  const { longitude, latitude } = center
  const north = degrees((unit * (box === undefined ? radius : box.height / 2)) / EARTH_RADIUS)
  const wide = unit * (box === undefined ? radius : box.width / 2)
  // Degrees of longitude are shorter on the side of the pole.
  const polar = latitude < 0 ? latitude - north : latitude + north
  const east = degrees(wide / EARTH_RADIUS / Math.cos(radians(polar)))
  return {
    west: longitude - east,
    east: longitude + east,
    south: latitude - north,
    north: latitude + north,
  }
}

function isInBox(center: Point, point: Point, width: number, height: number): boolean {
  const along = { longitude: center.longitude, latitude: point.latitude }
  if (distance(point, along) > width / 2) return false
  return distance(point, { longitude: point.longitude, latitude: center.latitude }) <= height / 2
}
