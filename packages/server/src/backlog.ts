/** Short texts are joined up to this length. */
const JOINED = 65_536

/** What is to be written bit by bit, in the order in which it was added: text (latin1) and bytes. */
export class Backlog {
  #contents: (string | Buffer)[] = []
  /** What has been taken of the first. */
  #taken = 0
  #size = 0

  /** Bytes that wait. */
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

  /** The next bytes, at most so many; there must be some. */
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
