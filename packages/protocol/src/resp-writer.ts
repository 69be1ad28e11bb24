import { type Bytes, formatDouble } from '@resident/bytes'
import { errorLine } from './one-line.ts'
import type { Output } from './output.ts'
import { pushesLength } from './pushes.ts'
import type { Aggregate, BulkRow, Mark, ReplyWriter } from './reply-writer.ts'

const CRLF = '\r\n'
const OK = '+OK\r\n'
const BULK_HEADERS = headers('$', 1024)
/** The end of one bulk and the header of the next, by the length of that. */
const BULK_SEPARATORS = BULK_HEADERS.map((header) => CRLF + header)
/** So much of a row becomes one text; a longer value goes by itself. */
const LONGEST_ROW = 16_384
const ARRAY_HEADERS = headers('*', 256)
const INTEGERS = headers(':', 1024)
/** `:0`, `:1`, …, and `000\r\n` to `999\r\n`: how integer replies of more digits begin and end. */
const FIRST_DIGITS = INTEGERS.slice(0, 1000).map((line) => line.slice(0, -2))
const LAST_DIGITS = headers('', 2000)
  .slice(1000)
  .map((line) => line.slice(1))

/** `<type>0\r\n`, `<type>1\r\n`, …: made once, since making one takes longer than the rest of a short reply. */
function headers(type: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, n) => `${type}${n}\r\n`)
}

/**
 * Writes replies as a socket carries them, in RESP2 or RESP3.
 *
 * One class does both: most words are spelt alike, call sites stay monomorphic, and HELLO changes `resp`
 * in the middle of a stream, even of its own reply.
 */
export class RespWriter implements ReplyWriter {
  resp: 2 | 3 = 2
  readonly #output: Output
  #hasPushed = false

  constructor(output: Output) {
    this.#output = output
  }

  status(text: string): void {
    this.#output.add(text === 'OK' ? OK : `+${text}\r\n`)
  }

  error(code: string, message?: string): void {
    this.#output.add(`-${errorLine(code, message)}\r\n`)
  }

  integer(value: number | bigint): void {
    this.#output.add(typeof value === 'number' ? integerLine(value) : `:${value}\r\n`)
  }

  double(value: number, text: Bytes = formatDouble(value)): void {
    if (this.resp === 3) this.#output.add(`,${text}\r\n`)
    else this.bulk(text)
  }

  bulk(value: Bytes | number | bigint): void {
    const text = typeof value === 'string' ? value : String(value)
    this.#output.addValue(bulkHeader(text.length), text)
  }

  /** Two pieces a value are joined and not three, and the output is told once. */
  bulks(row: BulkRow): void {
    let text = ''
    row((value) => {
      const { length } = value
      if (text !== '' && text.length + length > LONGEST_ROW) {
        this.#output.add(text + CRLF)
        text = ''
      }
      if (length > LONGEST_ROW) this.bulk(value)
      else if (text === '') text = bulkHeader(length) + value
      else text += (BULK_SEPARATORS[length] ?? `\r\n$${length}\r\n`) + value
    })
    if (text !== '') this.#output.add(text + CRLF)
  }

  null(): void {
    this.#output.add(this.resp === 3 ? '_\r\n' : '$-1\r\n')
  }

  nullArray(): void {
    this.#output.add(this.resp === 3 ? '_\r\n' : '*-1\r\n')
  }

  boolean(value: boolean): void {
    if (this.resp === 3) this.#output.add(value ? '#t\r\n' : '#f\r\n')
    else this.integer(value ? 1 : 0)
  }

  bigNumber(digits: Bytes): void {
    if (this.resp === 3) this.#output.add(`(${digits}\r\n`)
    else this.bulk(digits)
  }

  verbatim(format: string, text: Bytes): void {
    if (this.resp === 3) this.#output.addValue(`=${text.length + 4}\r\n${format}:`, text)
    else this.bulk(text)
  }

  array(length: number): void {
    this.#output.add(arrayHeader(length))
  }

  map(length: number): void {
    this.#output.add(this.#header('map', length))
  }

  set(length: number): void {
    this.#output.add(this.#header('set', length))
  }

  pairs(length: number): void {
    this.#output.add(this.#header('pairs', length))
  }

  pair(): void {
    if (this.resp === 3) this.#output.add('*2\r\n')
  }

  push(length: number): void {
    this.#hasPushed = true
    this.#output.add(this.#header('push', length))
  }

  attribute(length: number): void {
    this.#output.add(`|${length}\r\n`)
  }

  deferred(): void {
    this.#output.open()
  }

  end(as: Aggregate, length: number): void {
    this.#output.close(this.#header(as, length))
  }

  mark(): Mark {
    return this.#output.mark()
  }

  rollback(mark: Mark): void {
    const said = this.#hasPushed ? this.#output.since(mark) : ''
    this.#output.rollback(mark)
    if (said !== '') this.#output.add(said.slice(0, pushesLength(said)))
  }

  #header(as: Aggregate, length: number): string {
    if (this.resp === 2) return arrayHeader(as === 'map' || as === 'pairs' ? 2 * length : length)
    if (as === 'map') return `%${length}\r\n`
    if (as === 'set') return `~${length}\r\n`
    if (as === 'push') return `>${length}\r\n`
    return arrayHeader(length)
  }
}

/** Below a million it joins two ready pieces, in a third of the time that V8 takes to print a number it has not met before. */
function integerLine(value: number): string {
  if (value < 1000 || value >= 1_000_000) return INTEGERS[value] ?? `:${value}\r\n`
  const thousands = (value / 1000) | 0
  return FIRST_DIGITS[thousands]! + LAST_DIGITS[value - thousands * 1000]!
}

function bulkHeader(length: number): string {
  return BULK_HEADERS[length] ?? `$${length}\r\n`
}

function arrayHeader(length: number): string {
  return ARRAY_HEADERS[length] ?? `*${length}\r\n`
}
