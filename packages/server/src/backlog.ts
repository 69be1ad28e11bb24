/** Short texts are joined up to this length. */
const JOINED = 65_536

/** Text (latin1) and bytes that are to be written in pieces, in the order in which they were added. */
export class Backlog {
  #contents: (string | Buffer)[] = []
  /** How much of the first one has been taken. */
  #taken = 0
  #size = 0

  /** How many bytes are left. */
  get size(): number {
    return this.#size
  }

  add(content: string | Buffer): void {
    this.#size += content.length
    const last = this.#contents.at(-1)
    const joins = typeof last === 'string' && typeof content === 'string'
    if (joins && last.length + content.length <= JOINED) {
      this.#contents[this.#contents.length - 1] = last + content
    } else this.#contents.push(content)
  }

  /** Takes the next bytes, at most this many. It must not be empty. */
  take(most: number): string | Buffer {
    const first = this.#contents[0]!
    const end = this.#taken + most
    const piece =
      typeof first === 'string'
        ? first.substring(this.#taken, end)
        : first.subarray(this.#taken, end)
    this.#size -= piece.length
    this.#taken = end
    if (end >= first.length) {
      this.#contents.shift()
      this.#taken = 0
    }
    return piece
  }

  clear(): void {
    this.#contents = []
    this.#taken = 0
    this.#size = 0
  }
}
