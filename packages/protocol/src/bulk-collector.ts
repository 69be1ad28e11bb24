/** Node's Buffer has it, and its types do not tell. A fifth quicker than toString('latin1', …). */
interface Latin1Source {
  latin1Slice(start: number, end: number): string
}

/** `buffer[start..end)` as a string that owns its memory. */
export function latin1Slice(buffer: Buffer, start: number, end: number): string {
  return (buffer as unknown as Latin1Source).latin1Slice(start, end)
}

/** What is set aside at first for an argument: its announced length may be a lie. */
const SMALLEST = 65_536
/** Who has sent so much is believed sooner: copying a hundred megabytes would hold everybody up. */
const LARGE = 1 << 20
const NOTHING: Buffer = Buffer.alloc(0)

/**
 * Collects one argument that is cut by the end of a chunk, or of several.
 *
 * Its buffer doubles, up to the announced length, and a large one grows eightfold: what is set aside is at most that much
 * more than what arrived, and the system gives no memory for it before it is written to.
 */
export class BulkCollector {
  #buffer: Buffer = NOTHING
  #filled = 0
  /** The announced length, and the two bytes that end an argument. */
  #wanted = 0

  /** Bytes collected so far. */
  get filled(): number {
    return this.#filled
  }

  get complete(): boolean {
    return this.#filled === this.#wanted
  }

  /** Begins an argument of `length` bytes with those of `chunk` from `from` on, which are too few. */
  begin(length: number, chunk: Buffer, from: number): void {
    this.#wanted = length + 2
    this.#buffer = Buffer.allocUnsafe(Math.min(this.#wanted, SMALLEST))
    this.#append(chunk, from, chunk.length)
  }

  /** Adds as much of the chunk as belongs to the argument; says how much that is. */
  add(chunk: Buffer): number {
    const taken = Math.min(chunk.length, this.#wanted - this.#filled)
    this.#append(chunk, 0, taken)
    return taken
  }

  /** The complete argument, without the bytes that end it. Nothing is kept. */
  take(): string {
    const text = latin1Slice(this.#buffer, 0, this.#wanted - 2)
    this.clear()
    return text
  }

  clear(): void {
    this.#buffer = NOTHING
    this.#filled = 0
    this.#wanted = 0
  }

  #append(chunk: Buffer, from: number, to: number): void {
    const filled = this.#filled + to - from
    if (filled > this.#buffer.length) {
      const factor = this.#buffer.length < LARGE ? 2 : 8
      const size = Math.min(this.#wanted, Math.max(filled, factor * this.#buffer.length))
      const larger = Buffer.allocUnsafe(size)
      this.#buffer.copy(larger, 0, 0, this.#filled)
      this.#buffer = larger
    }
    chunk.copy(this.#buffer, this.#filled, from, to)
    this.#filled = filled
  }
}
