import { fromUtf8 } from '@resident/bytes'
import type { Random } from '@resident/storage'
import { Canvas } from './canvas.ts'

/** Where the eight dots of a Braille character are, by the bit that sets each. */
const DOTS: readonly (readonly [x: number, y: number])[] = [
  [0, 0],
  [0, 1],
  [0, 2],
  [1, 0],
  [1, 1],
  [1, 2],
  [0, 3],
  [1, 3],
]
const BRAILLE = 0x2800

/** Redis 5's picture: rows of squares that fall into disorder on their way down. */
export function drawSchotter(
  columns: number,
  squaresPerRow: number,
  squaresPerColumn: number,
  random: Random,
): string {
  const width = columns * 2
  const padding = width > 4 ? 2 : 0
  const side = Math.fround((width - padding * 2) / squaresPerRow)
  const canvas = new Canvas(width, Math.trunc(side * squaresPerColumn + padding * 2), 0)
  for (let row = 0; row < squaresPerColumn; row++) {
    // A number up to how far down the row is, of either sign; the first two rows are in order.
    const disorder = (): number => {
      if (row <= 1) return 0
      const size = (random.fraction() / squaresPerColumn) * row
      return random.below(2) === 0 ? size : -size
    }
    for (let column = 0; column < squaresPerRow; column++) {
      const x = Math.trunc(column * side + side / 2 + padding)
      const y = Math.trunc(row * side + side / 2 + padding)
      const angle = disorder()
      const dx = (disorder() * side) / 3
      const dy = (disorder() * side) / 3
      drawSquare(canvas, Math.trunc(x + dx), Math.trunc(y + dy), side, angle)
    }
  }
  return `${inBraille(canvas)}\nGeorg Nees - schotter, plotter on paper, 1968. `
}

function drawSquare(canvas: Canvas, x: number, y: number, side: number, angle: number): void {
  const radius = Math.round(side / Math.SQRT2)
  const corners = [0, 1, 2, 3].map((quarter) => {
    const k = Math.PI / 4 + angle + (quarter * Math.PI) / 2
    return [Math.round(Math.sin(k) * radius + x), Math.round(Math.cos(k) * radius + y)] as const
  })
  for (const [i, from] of corners.entries()) drawLine(canvas, from, corners[(i + 1) % 4]!)
}

/** Bresenham's. */
function drawLine(
  canvas: Canvas,
  from: readonly [number, number],
  [toX, toY]: readonly [number, number],
): void {
  let [x, y] = from
  const dx = Math.abs(toX - x)
  const dy = Math.abs(toY - y)
  const stepX = x < toX ? 1 : -1
  const stepY = y < toY ? 1 : -1
  let error = dx - dy
  for (;;) {
    canvas.draw(x, y, 1)
    if (x === toX && y === toY) return
    const twice = 2 * error
    if (twice > -dy) {
      error -= dy
      x += stepX
    }
    if (twice < dx) {
      error += dx
      y += stepY
    }
  }
}

/** Four rows and two columns of pixels a character. */
function inBraille(canvas: Canvas): string {
  let text = ''
  for (let y = 0; y < canvas.height; y += 4) {
    for (let x = 0; x < canvas.width; x += 2) {
      let dots = 0
      for (const [bit, [dx, dy]] of DOTS.entries()) dots |= canvas.at(x + dx, y + dy) << bit
      text += String.fromCharCode(BRAILLE + dots)
    }
    if (y !== canvas.height - 1) text += '\n'
  }
  return fromUtf8(text)
}
