const CRLF = '\r\n'
/** Text longer than this is turned into a Buffer, so that the strings it was joined from can be collected. */
const LONGEST_TEXT = 65_536
/** A value longer than this becomes a piece of its own: it is neither joined to other text nor copied. */
const LONGEST_JOINED = 65_536

/** What `Output.mark` remembers where the text alone is not enough. */
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

/** What came before an aggregate of unknown length: the text, and the number of pieces. */
interface Head {
  readonly text: string
  readonly pieces: number
}

/**
 * The replies that are waiting to be written to one client.
 *
 * They are joined in one latin1 string, which a socket writes in one call: that costs a quarter of a
 * Buffer for each reply. Only what is long leaves the string, and becomes a piece in front of it.
 */
export class Output {
  #text = ''
  #pieces: (string | Buffer)[] = []
  #pieceBytes = 0
  #heads: Head[] = []
  readonly #grown: (() => void) | undefined
  #dropping = false

  /** `grown` is called whenever a piece was added: what waits has then grown by some 64 KiB or by a long value. */
  constructor(grown?: () => void) {
    this.#grown = grown
  }

  get isEmpty(): boolean {
    return this.#text === '' && this.#pieces.length === 0
  }

  /** How many bytes wait. Open aggregates are not counted until they are closed. */
  get size(): number {
    return this.#pieceBytes + this.#text.length
  }

  /** Adds bytes, one per character. */
  add(bytes: string): void {
    const text = this.#text + bytes
    this.#text = text
    if (text.length > LONGEST_TEXT) this.#cut()
  }

  /** Adds a header, a value and the line break after it. */
  addValue(header: string, value: string): void {
    if (value.length > LONGEST_JOINED) this.#addLarge(header, value)
    else this.add(header + (value + CRLF))
  }

  /** Takes all that waits, in the order in which it is to be written (strings as latin1). */
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

  /** Forgets all that waits, and from now on ignores all that is added. What is open may still be closed. */
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

  /** This place in the output. Usually it is the text itself, so that a mark costs nothing. */
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

  /** The bytes added since the mark, up to the first aggregate that is still open. Nothing may have been taken meanwhile. */
  since(mark: unknown): string {
    const { text, pieces, heads } =
      mark instanceof Place ? mark : { text: mark as string, pieces: 0, heads: 0 }
    const end = this.#heads[heads] ?? { text: this.#text, pieces: this.#pieces.length }
    let bytes = ''
    for (const piece of this.#pieces.slice(pieces, end.pieces)) {
      bytes += typeof piece === 'string' ? piece : piece.toString('latin1')
    }
    // The text from before the mark went into the first piece, if there is one.
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
