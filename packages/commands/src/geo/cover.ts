import { type Area, areaOf, type Cell, cellOf, MOST_STEPS, neighbour } from './cell.ts'
import { type Bounds, boundsOf, reachOf, type Shape } from './shape.ts'

/** Half the circumference of a Mercator map, in metres. */
const MERCATOR_MAX = 20037726.37

/** The nine cells around a centre in the order in which Redis searches them, as steps to the east and north. */
const AROUND: readonly (readonly [east: number, north: number])[] = [
  [0, 0],
  [0, 1],
  [0, -1],
  [1, 0],
  [-1, 0],
  [1, 1],
  [-1, 1],
  [1, -1],
  [-1, -1],
]

/** Cells that cover the shape, in the order of results that are not sorted. */
export function cover(shape: Shape): readonly Cell[] {
  const { center } = shape
  const bounds = boundsOf(shape)
  let steps = stepsFor(reachOf(shape), center.latitude)
  if (steps > 1 && isTooFine(cellOf(center, steps), bounds)) steps--
  const middle = cellOf(center, steps)
  const area = areaOf(middle)
  const cells: Cell[] = []
  for (const [east, north] of AROUND) {
    if (steps >= 2 && isUseless(area, bounds, east, north)) continue
    const cell = neighbour(middle, east, north)
    const last = cells.at(-1)
    // The cells are so large that neighbours are the same.
    if (cells.length > 1 && last?.column === cell.column && last.row === cell.row) continue
    cells.push(cell)
  }
  return cells
}

/** How fine the grid is, such that nine cells are mostly enough. */
function stepsFor(reach: number, latitude: number): number {
  if (reach === 0) return MOST_STEPS
  let steps = -1
  for (let metres = reach; metres < MERCATOR_MAX; metres *= 2) steps++
  // Cells are narrow near the poles.
  if (Math.abs(latitude) > 66) steps--
  if (Math.abs(latitude) > 80) steps--
  return Math.min(MOST_STEPS, Math.max(1, steps))
}

/** Whether the shape may reach beyond the nine cells. */
function isTooFine(middle: Cell, bounds: Bounds): boolean {
  return (
    areaOf(neighbour(middle, 0, 1)).north < bounds.north ||
    areaOf(neighbour(middle, 0, -1)).south > bounds.south ||
    areaOf(neighbour(middle, 1, 0)).east < bounds.east ||
    areaOf(neighbour(middle, -1, 0)).west > bounds.west
  )
}

/** Whether the middle cell already reaches beyond the shape on the side of this neighbour. */
function isUseless(area: Area, bounds: Bounds, east: number, north: number): boolean {
  return (
    (north < 0 && area.south < bounds.south) ||
    (north > 0 && area.north > bounds.north) ||
    (east < 0 && area.west < bounds.west) ||
    (east > 0 && area.east > bounds.east)
  )
}
