const CRLF = '\r\n'
/** Text longer than this is turned into a Buffer, so that the pieces it was joined from are let go. */
const LONGEST_TEXT = 65_536
/** A value longer than this becomes a piece of its own as it is, without being joined to any text or copied. */
const LONGEST_JOINED = 65_536

/** What `Output.mark` remembers when the text alone does not say all. */
class Place {
  readonly text: string
  readonly pieces: number
  readonly pieceBytes: number
  readonly heads: number

  constructor(text: string, pieces: number, pieceBytes: number, heads: number) {
    this.text = text
    this.pieces = pieces
    this.pieceBytes = pieceBytes
    this.heads = heads
  }
}

/** What came before an aggregate of unknown length: the text, and how many pieces. */
interface Head {
  readonly text: string
  readonly pieces: number
}

/**
 * What is waiting to be written to one client.
 *
 * Replies are joined in one latin1 string, which a socket writes in one call: a quarter of what a
 * Buffer for each reply costs. Only what is long leaves the string, as pieces in front of it.
 */
export class Output {
  #text = ''
  #pieces: (string | Buffer)[] = []
  #pieceBytes = 0
  #heads: Head[] = []
  readonly #grown: (() => void) | undefined
  #dropping = false

  /** `grown` is called whenever what waits has grown by so much that it was laid aside as a piece. */
  constructor(grown?: () => void) {
    this.#grown = grown
  }

  get isEmpty(): boolean {
    return this.#text === '' && this.#pieces.length === 0
  }

  /** Bytes that wait. Open aggregates are not counted until they end. */
  get size(): number {
    return this.#pieceBytes + this.#text.length
  }

  /** Adds bytes, one a character. */
  add(bytes: string): void {
    const text = this.#text + bytes
    this.#text = text
    if (text.length > LONGEST_TEXT) this.#cut()
  }

  /** Adds a header, a value and the end of its line. */
  addValue(header: string, value: string): void {
    if (value.length > LONGEST_JOINED) this.#addLarge(header, value)
    else this.add(header + (value + CRLF))
  }

  /** All that waits, in the order in which it is to be written (strings as latin1); nothing waits afterwards. */
  take(): (string | Buffer)[] {
    const text = this.#text
    this.#text = ''
    if (this.#pieces.length === 0) return text === '' ? [] : [text]
    const pieces = this.#pieces
    if (text !== '') pieces.push(text)
    this.clear()
    return pieces
  }

  /** Forgets all that waits. */
  clear(): void {
    this.#text = ''
    this.#pieces = []
    this.#pieceBytes = 0
    this.#heads = []
  }

  /** Forgets all that waits, and from now on all that is added. What is open may still be closed. */
  drop(): void {
    this.#dropping = true
    this.#pieces = []
    this.#pieceBytes = 0
  }

  /** What is added from here on waits for the header that `close` puts in front of it. */
  open(): void {
    this.#heads.push({ text: this.#text, pieces: this.#pieces.length })
    this.#text = ''
  }

  close(header: string): void {
    const head = this.#heads.pop()!
    const front = head.text + header
    if (head.pieces === this.#pieces.length) {
      const body = this.#text
      this.#text = front
      this.add(body)
    } else {
      this.#pieces.splice(head.pieces, 0, front)
      this.#pieceBytes += front.length
    }
  }

  /** This place. Usually the text itself, so that a mark costs nothing. */
  mark(): unknown {
    if (this.#pieces.length === 0 && this.#heads.length === 0) return this.#text
    return new Place(this.#text, this.#pieces.length, this.#pieceBytes, this.#heads.length)
  }

  /**
   * Forgets what was added since the mark. What was open then must still be open, and nothing may
   * have been taken meanwhile.
   */
  rollback(mark: unknown): void {
    if (mark instanceof Place) {
      this.#text = mark.text
      this.#pieces.length = mark.pieces
      this.#pieceBytes = mark.pieceBytes
      this.#heads.length = mark.heads
    } else {
      this.clear()
      this.#text = mark as string
    }
  }

  /** What was added since the mark, up to what was opened since and still is; where nothing has been taken meanwhile. */
  since(mark: unknown): string {
    const { text, pieces, heads } =
      mark instanceof Place ? mark : { text: mark as string, pieces: 0, heads: 0 }
    const end = this.#heads[heads] ?? { text: this.#text, pieces: this.#pieces.length }
    let bytes = ''
    for (const piece of this.#pieces.slice(pieces, end.pieces)) {
      bytes += typeof piece === 'string' ? piece : piece.toString('latin1')
    }
    // The text that stood there has gone into the first piece, if there is one.
    return (bytes + end.text).slice(text.length)
  }

  #cut(): void {
    this.#addPiece(Buffer.from(this.#text, 'latin1'))
    this.#text = ''
  }

  #addLarge(header: string, value: string): void {
    this.#addPiece(this.#text + header)
    this.#addPiece(value)
    this.#text = CRLF
  }

  #addPiece(piece: string | Buffer): void {
    if (this.#dropping) return
    this.#pieces.push(piece)
    this.#pieceBytes += piece.length
    this.#grown?.()
  }
}
