import type { Random } from '@resident/storage'
import { Canvas } from './canvas.ts'

const BLACK = 0
const DARK = 1
const LIGHT = 2
const WHITE = 3
/** The terminal's escape codes for each. */
const COLOURS = ['0;30;40m', '0;90;100m', '0;37;47m', '0;97;107m']

interface Tower {
  readonly left: number
  readonly width: number
  readonly height: number
  readonly colour: number
  readonly windows: boolean
}

/** Redis 6's picture: a town of 8-bit games at night. */
export function drawSkyline(columns: number, rows: number, random: Random): string {
  const canvas = new Canvas(columns, rows, WHITE)
  for (const colour of [LIGHT, DARK]) drawBackground(canvas, colour, random)
  drawForeground(canvas, random)
  return (
    `${inColours(canvas)}\nDedicated to the 8 bit game developers of past and present.\n` +
    'Original 8 bit image from Plaguemon by hikikomori. '
  )
}

function drawBackground(canvas: Canvas, colour: number, random: Random): void {
  const { height } = canvas
  const share = colour === LIGHT ? 2 : 3
  for (let left = -10; left < canvas.width; ) {
    left += random.below(8)
    const width = 10 + random.below(9)
    const extra = Math.floor(random.below(height) / share)
    drawTower(
      canvas,
      { left, width, height: Math.floor(height / 2) + extra, colour, windows: false },
      random,
    )
    left += colour === LIGHT ? Math.floor(width / 2) : width + 1
  }
}

function drawForeground(canvas: Canvas, random: Random): void {
  const { height } = canvas
  for (let left = -10; left < canvas.width; ) {
    left += random.below(8)
    let width = 5 + random.below(14)
    if (width % 4 !== 0) width += width % 3
    const extra = Math.floor(random.below(height) / 2)
    drawTower(
      canvas,
      { left, width, height: Math.floor(height / 3) + extra, colour: BLACK, windows: true },
      random,
    )
    left += width + 5
  }
}

function drawTower(canvas: Canvas, tower: Tower, random: Random): void {
  const bottom = canvas.height - 1
  const top = bottom - tower.height + 1
  const right = tower.left + tower.width
  for (let y = bottom; y >= top; y--) {
    for (let x = tower.left; x < right; x++) {
      const isEdge = x <= tower.left + 1 || x >= right - 2
      // The roof is four pixels less wide.
      if (y === top && isEdge) continue
      const mayBeWindow = tower.windows && !isEdge && y > top + 1 && y < bottom - 1
      const isWindow =
        mayBeWindow && Math.floor((x - tower.left - 1) / 2) % 2 === 1 && (y - top - 1) % 2 === 1
      canvas.draw(x, y, isWindow ? windowColour(canvas, x, y, tower, random) : tower.colour)
    }
  }
}

/** A window is two pixels wide, of one colour. */
function windowColour(canvas: Canvas, x: number, y: number, tower: Tower, random: Random): number {
  const isRightHalf = (x - tower.left - 1) % 2 === 1
  return isRightHalf ? canvas.at(x - 1, y) : DARK + random.below(2)
}

function inColours(canvas: Canvas): string {
  let text = ''
  for (let y = 0; y < canvas.height; y++) {
    for (let x = 0; x < canvas.width; x++) text += `\x1b[${COLOURS[canvas.at(x, y)]} \x1b[0m`
    if (y !== canvas.height - 1) text += '\n'
  }
  return text
}
