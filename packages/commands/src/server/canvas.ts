/** A grid of pixels, whose colours are small numbers. What is drawn outside is ignored. */
export class Canvas {
  readonly width: number
  readonly height: number
  readonly #pixels: Uint8Array

  constructor(width: number, height: number, background: number) {
    this.width = width
    this.height = height
    this.#pixels = new Uint8Array(width * height).fill(background)
  }

  draw(x: number, y: number, colour: number): void {
    if (this.#holds(x, y)) this.#pixels[y * this.width + x] = colour
  }

  /** 0 outside the grid. */
  at(x: number, y: number): number {
    return this.#holds(x, y) ? this.#pixels[y * this.width + x]! : 0
  }

  #holds(x: number, y: number): boolean {
    return x >= 0 && x < this.width && y >= 0 && y < this.height
  }
}
