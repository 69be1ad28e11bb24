import { type Bytes, parseInteger } from '@resident/bytes'
import { type ArgumentCache, LONGEST_CACHED } from './argument-cache.ts'
import { BulkCollector, latin1Slice } from './bulk-collector.ts'
import { splitInline } from './inline.ts'
import {
  LATEST_LINE_END,
  LONGEST_BULK,
  LONGEST_LINE,
  type ParserLimits,
  UNAUTHENTICATED_BULK_LENGTH,
  UNAUTHENTICATED_MULTIBULK_LENGTH,
} from './limits.ts'
import {
  expectedBulk,
  INVALID_BULK_LENGTH,
  INVALID_MULTIBULK_LENGTH,
  type ProtocolError,
  TOO_BIG_BULK_COUNT,
  TOO_BIG_INLINE,
  TOO_BIG_MULTIBULK_COUNT,
  UNAUTHENTICATED_BULK,
  UNAUTHENTICATED_MULTIBULK,
  UNBALANCED_QUOTES,
} from './protocol-error.ts'

const CR = 13
const DOLLAR = 36
const STAR = 42
const ZERO = 48

/** Lengths of more digits take the slow path, which handles 64 bits. */
const MOST_DIGITS = 15
const INT_MAX = 2_147_483_647
/** From this many characters on, V8 makes a substring a view that keeps the whole text alive. */
const SHORTEST_VIEW = 13
/** PROTO_MBULK_BIG_ARG: the announced length from which Redis makes room for an argument at once. */
const BIG_ARGUMENT = 32_768
/** Beyond this many arguments the array grows as they arrive, so that an announced count alone costs no memory. */
const MOST_SLOTS = 1024
/** A longer chunk is taken in parts, so that no text exceeds V8's limit and no copy is huge. */
const LONGEST_CHUNK = 1 << 20

const NO_ARGUMENTS: Bytes[] = []
const NO_BYTES: Buffer = Buffer.alloc(0)

/** Receives the requests. */
export interface RequestSink {
  /**
   * Called once for each request, with its first argument as it came. Returns whether the others will be
   * kept: if so they own their memory, else those of 13 bytes and more may be views into what was received.
   */
  keeps(name: Bytes): boolean
  /**
   * A complete request, whose array the sink may keep. Returning false stops the parser after it: what
   * follows stays buffered until `resume()`.
   */
  request(argv: Bytes[]): boolean
  /** A request without arguments, which means nothing: a blank line, or an empty array. */
  nothing?(): void
}

/**
 * Turns bytes from a client into requests, wherever the chunks are cut.
 *
 * Each chunk becomes one latin1 string, of which arguments are substrings: five times quicker than
 * decoding each from the buffer. Where a chunk ends within an argument, its bytes are collected in a
 * buffer until it is complete, so that an argument of any length takes linear time. Where it ends
 * within a line, the rest of it is put before the next chunk.
 */
export class RequestParser {
  readonly #sink: RequestSink
  readonly #limits: ParserLimits
  readonly #cache: ArgumentCache | undefined

  /** The bytes at hand, and the same as text. Those from `#pos` on are still to be read. */
  #chunk: Buffer = NO_BYTES
  #text = ''
  #pos = 0
  /** Whether the bytes are in memory that the caller of `push` may use again. */
  #isLent = false
  /** The bytes as words; made for the first argument that asks the cache. */
  #words: DataView | undefined
  /** Chunks that came while the sink had stopped the parser. */
  readonly #waiting: Buffer[] = []
  #waitingBytes = 0
  #held = false
  #running = false
  #broken = false

  /** How many arguments of the present request are still missing; 0 between requests. */
  #missing = 0
  #argc = 0
  #argv: Bytes[] = NO_ARGUMENTS
  #kept = false
  /** Of the request that was unfinished when the last chunk ended: its arguments, how many there are, and their bytes. */
  #weighed: readonly Bytes[] = NO_ARGUMENTS
  #weighedCount = 0
  #weight = 0
  /** Whether the next argument is in the collector, complete or in part. */
  #collecting = false
  readonly #collector: BulkCollector = new BulkCollector()

  /** `cache` may be shared by many parsers; with it, arguments that come again and again need no new strings. */
  constructor(sink: RequestSink, limits: ParserLimits, cache?: ArgumentCache) {
    this.#sink = sink
    this.#limits = limits
    this.#cache = cache
  }

  /**
   * How many bytes were received and are not yet requests (`qbuf` in CLIENT LIST). While a request runs,
   * all that was received along with it still counts.
   */
  get buffered(): number {
    const behind = this.#running ? 0 : this.#pos
    return this.#text.length - behind + this.#collector.filled + this.#waitingBytes
  }

  /** The bytes of the arguments that were received of a request while others are still missing (`argv-mem`), as of the last chunk's end. */
  get argumentBytes(): number {
    return this.#argv === this.#weighed ? this.#weight : 0
  }

  /** How many bytes an argument of 32 KiB or more has announced that are still to come: Redis makes room for them at once (`qbuf-free`). */
  get announced(): number {
    const { filled, missing } = this.#collector
    return filled + missing >= BIG_ARGUMENT + 2 ? missing : 0
  }

  /** Whether something was received and not yet passed on: a part of a request, or whole ones while the sink holds. */
  get isMidway(): boolean {
    return this.#missing > 0 || this.buffered > 0
  }

  /**
   * Takes what the client sent, and hands each request that it completes to the sink. A chunk of up to 1 MiB may be
   * used again afterwards, a longer one must not change. Throws `ProtocolError` after the requests that came before the fault;
   * whatever is pushed later is ignored.
   */
  push(chunk: Buffer): void {
    if (this.#broken) return
    const isLong = chunk.length > LONGEST_CHUNK
    if (isLong || this.#held || this.#running || this.#waitingBytes > 0) {
      this.#wait(isLong ? chunk : Buffer.from(chunk))
      this.#run()
      return
    }
    this.#take(chunk)
    this.#isLent = true
    this.#run()
  }

  /** Goes on after the sink's `request` returned false. Has no effect from within `request`. */
  resume(): void {
    if (this.#running || this.#broken) return
    this.#held = false
    this.#run()
  }

  #wait(chunk: Buffer): void {
    this.#waitingBytes += chunk.length
    for (let from = 0; from < chunk.length; from += LONGEST_CHUNK) {
      this.#waiting.push(chunk.subarray(from, from + LONGEST_CHUNK))
    }
  }

  #run(): void {
    if (this.#running || this.#held) return
    this.#running = true
    let sound = false
    try {
      this.#drain()
      while (!this.#held && this.#waiting.length > 0) {
        const chunk = this.#waiting.shift()!
        this.#waitingBytes -= chunk.length
        this.#take(chunk)
        this.#isLent = false
        this.#drain()
      }
      sound = true
    } finally {
      this.#running = false
      if (!sound) this.#break()
    }
  }

  /** After an error nothing more is read, and nothing is kept. */
  #break(): void {
    this.#broken = true
    this.#waiting.length = 0
    this.#waitingBytes = 0
    this.#forget()
    this.#argv = NO_ARGUMENTS
    this.#weighed = NO_ARGUMENTS
    this.#weight = 0
    this.#collector.clear()
  }

  /** Makes the chunk the current bytes, after what is left of earlier ones. */
  #take(received: Buffer): void {
    let chunk = received
    if (this.#collecting) {
      const taken = this.#collector.add(received)
      if (taken > 0) chunk = received.subarray(taken)
    } else if (this.#text !== '') {
      chunk = Buffer.concat([Buffer.from(this.#text, 'latin1'), received])
    }
    this.#chunk = chunk
    this.#text = latin1Slice(chunk, 0, chunk.length)
    this.#words = undefined
  }

  /** Runs the requests that are complete. */
  #drain(): void {
    while (this.#read()) {
      const argv = this.#argv
      this.#argv = NO_ARGUMENTS
      if (argv.length === 0) this.#sink.nothing?.()
      else if (!this.#sink.request(argv)) {
        this.#hold()
        return
      }
    }
    this.#leave()
  }

  /** Before the chunk is read to its end: keeps it, once only, however often the sink stops within it. */
  #hold(): void {
    this.#held = true
    if (!this.#isLent) return
    this.#isLent = false
    this.#chunk = Buffer.from(this.#chunk)
    this.#words = undefined
  }

  /** Between chunks: keeps only the unread rest, as a text of its own, so that the chunk can be collected. */
  #leave(): void {
    const { length } = this.#chunk
    const rest = this.#pos === length ? '' : latin1Slice(this.#chunk, this.#pos, length)
    this.#forget()
    this.#text = rest
    if (this.#missing > 0 || this.#weighed !== NO_ARGUMENTS) this.#weigh()
  }

  /** Here and not with each argument: nobody asks about those of a request that comes whole. */
  #weigh(): void {
    if (this.#weighed !== this.#argv) {
      this.#weighed = this.#argv
      this.#weighedCount = 0
      this.#weight = 0
    }
    if (this.#missing === 0) return
    while (this.#weighedCount < this.#argc) this.#weight += this.#argv[this.#weighedCount++]!.length
  }

  #forget(): void {
    this.#chunk = NO_BYTES
    this.#text = ''
    this.#pos = 0
    this.#words = undefined
  }

  /** Whether a request was read into `#argv`, which is empty for one that means nothing. */
  #read(): boolean {
    if (this.#missing > 0) return this.#readArguments()
    if (this.#pos >= this.#chunk.length) return false
    if (this.#chunk[this.#pos] !== STAR) return this.#readInline()
    let count = this.#digits()
    if (count < 0 || count > UNAUTHENTICATED_MULTIBULK_LENGTH) {
      const checked = this.#checkedCount(count)
      if (checked === undefined) return false
      count = checked
    }
    if (count <= 0) return true
    this.#missing = count
    this.#argc = 0
    this.#argv = count <= MOST_SLOTS ? new Array<Bytes>(count) : []
    return this.#readArguments()
  }

  #readArguments(): boolean {
    if (this.#collecting) {
      if (!this.#collector.complete) return false
      this.#collecting = false
      this.#add(this.#collector.take())
    }
    const text = this.#text
    const chunk = this.#chunk
    while (this.#missing > 0) {
      let length = this.#pos < chunk.length && chunk[this.#pos] === DOLLAR ? this.#digits() : -1
      if (length < 0 || length > UNAUTHENTICATED_BULK_LENGTH) {
        const checked = this.#checkedLength(length)
        if (checked === undefined) return false
        length = checked
      }
      const start = this.#pos
      const end = start + length
      if (end + 2 > chunk.length) {
        this.#collect(length)
        return false
      }
      // The two bytes after an argument may be anything, since Redis does not look at them.
      this.#pos = end + 2
      this.#add(length < SHORTEST_VIEW ? text.substring(start, end) : this.#long(start, end))
    }
    return true
  }

  #add(argument: string): void {
    this.#argv[this.#argc++] = argument as Bytes
    this.#missing--
    if (this.#argc === 1) this.#kept = this.#sink.keeps(argument as Bytes)
  }

  /** An argument that would be a view: the cached string for it, else a copy if it is to be kept. */
  #long(start: number, end: number): string {
    return (
      this.#known(start, end) ??
      (this.#kept ? latin1Slice(this.#chunk, start, end) : this.#text.substring(start, end))
    )
  }

  #known(start: number, end: number): string | undefined {
    if (this.#cache === undefined || end - start > LONGEST_CACHED) return undefined
    const chunk = this.#chunk
    this.#words ??= new DataView(chunk.buffer, chunk.byteOffset, chunk.length)
    return this.#cache.find(this.#words, start, end - start)
  }

  /** Moves the beginning of an argument that goes on in the next chunk from the text to the collector. */
  #collect(length: number): void {
    this.#collecting = true
    this.#collector.begin(length, this.#chunk, this.#pos)
    this.#pos = this.#chunk.length
  }

  /**
   * Reads the number after the type byte and moves on to the next line. Only for a complete line of plain
   * digits: for anything else it gives -1, and has read nothing.
   */
  #digits(): number {
    const bytes = this.#chunk
    const end = bytes.length
    const start = this.#pos + 1
    let value = 0
    let at = start
    for (; at < end; at++) {
      const digit = bytes[at]! - ZERO
      if (digit < 0 || digit > 9) break
      value = value * 10 + digit
    }
    if (at === start || at + 2 > end || bytes[at] !== CR) return -1
    if (at > start + 1 && (bytes[start] === ZERO || at > start + MOST_DIGITS)) return -1
    this.#pos = at + 2
    return value
  }

  /** The number of arguments where it is not plain or not small, checked as by Redis; `undefined` if the line is not complete. */
  #checkedCount(plain: number): number | undefined {
    let count = plain
    if (count < 0) {
      const line = this.#line(TOO_BIG_MULTIBULK_COUNT)
      if (line === undefined) return undefined
      count = parseInteger(line.substring(1)) ?? Number.POSITIVE_INFINITY
    }
    if (count > INT_MAX) throw INVALID_MULTIBULK_LENGTH
    if (count > UNAUTHENTICATED_MULTIBULK_LENGTH && !this.#limits.authenticated) {
      throw UNAUTHENTICATED_MULTIBULK
    }
    return count
  }

  /** The same for the length of an argument. */
  #checkedLength(plain: number): number | undefined {
    let length = plain
    if (length < 0) {
      const line = this.#line(TOO_BIG_BULK_COUNT)
      if (line === undefined) return undefined
      if (line.charCodeAt(0) !== DOLLAR) throw expectedBulk(line.charAt(0) || '\r')
      length = parseInteger(line.substring(1)) ?? -1
    }
    if (length < 0 || length > this.#limits.maxBulkLength) throw INVALID_BULK_LENGTH
    if (length > UNAUTHENTICATED_BULK_LENGTH && !this.#limits.authenticated) {
      throw UNAUTHENTICATED_BULK
    }
    if (length > LONGEST_BULK) throw INVALID_BULK_LENGTH
    return length
  }

  /** The text up to a carriage return; the byte after it is skipped, since Redis assumes that it is a line feed. */
  #line(tooBig: ProtocolError): string | undefined {
    const end = this.#lineEnd('\r', tooBig)
    if (end === -1 || end + 2 > this.#text.length) return undefined
    const line = this.#text.substring(this.#pos, end)
    this.#pos = end + 2
    return line
  }

  #readInline(): boolean {
    const end = this.#lineEnd('\n', TOO_BIG_INLINE)
    if (end === -1) return false
    const text = this.#text
    const stop = end > this.#pos && text.charCodeAt(end - 1) === CR ? end - 1 : end
    const argv = splitInline(text.substring(this.#pos, stop))
    if (argv === undefined) throw UNBALANCED_QUOTES
    this.#pos = end + 1
    this.#argv = argv
    if (argv.length > 0) this.#sink.keeps(argv[0]!)
    return true
  }

  /** Where the line ends, or -1. Redis searches with strchr(), which stops at a zero byte. */
  #lineEnd(terminator: string, tooBig: ProtocolError): number {
    const text = this.#text
    const end = text.indexOf(terminator, this.#pos)
    for (let at = this.#pos; at < end; at++)
      if (text.charCodeAt(at) === 0) return this.#unended(tooBig)
    return end === -1 || end - this.#pos > LATEST_LINE_END ? this.#unended(tooBig) : end
  }

  #unended(tooBig: ProtocolError): -1 {
    if (this.#text.length - this.#pos > LONGEST_LINE) throw tooBig
    return -1
  }
}
