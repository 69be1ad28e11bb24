import type { Point } from './cell.ts'
import { asin, cos, sin } from './trigonometry.ts'

/** Metres; Redis's sphere. */
export const EARTH_RADIUS = 6372797.560856

const RADIAN = Math.PI / 180

export function radians(degrees: number): number {
  return degrees * RADIAN
}

export function degrees(radians: number): number {
  return radians / RADIAN
}

/** Metres along a great circle, by the haversine formula. */
export function distance(a: Point, b: Point): number {
  const latitudeA = radians(a.latitude)
  const latitudeB = radians(b.latitude)
  const u = sin((latitudeB - latitudeA) / 2)
  const v = sin((radians(b.longitude) - radians(a.longitude)) / 2)
  return 2 * EARTH_RADIUS * asin(Math.sqrt(u * u + cos(latitudeA) * cos(latitudeB) * v * v))
}
