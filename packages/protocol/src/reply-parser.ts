import { ascii, type Bytes, parseStoredInteger } from '@resident/bytes'
import { BulkCollector, latin1Slice } from './bulk-collector.ts'
import { LONGEST_BULK } from './limits.ts'
import { ProtocolError } from './protocol-error.ts'
import type { Reply, ReplyEntry } from './reply.ts'

const CR = 13
const NOTHING: Buffer = Buffer.alloc(0)

type Bulk = '$' | '!' | '='
type Aggregate = '*' | '~' | '>' | '%' | '|'

/** An aggregate whose elements are still coming. */
interface Open {
  readonly type: Aggregate
  readonly length: number
  readonly items: Reply[]
}

/**
 * Turns bytes from a server into replies, in RESP2 and RESP3, wherever the chunks are cut.
 *
 * For clients, proxies and tests. Every value owns its memory.
 */
export class ReplyParser {
  readonly #each: (reply: Reply) => void
  /** What was received and not parsed yet: less than a line, or nothing. */
  #rest: Buffer = NOTHING
  #pos = 0
  readonly #open: Open[] = []
  readonly #collector: BulkCollector = new BulkCollector()
  /** The type of the value that is being collected. */
  #collecting: Bulk | undefined

  /** `each` is called for every reply in turn, pushes (`type: 'push'`) included. */
  constructor(each: (reply: Reply) => void) {
    this.#each = each
  }

  /** Takes bytes that the server sent. Throws `ProtocolError` if they are no reply; nothing may be pushed after that. */
  push(chunk: Buffer): void {
    let from = 0
    if (this.#collecting !== undefined) {
      from = this.#collector.add(chunk)
      if (!this.#collector.complete) return
      const type = this.#collecting
      this.#collecting = undefined
      this.#complete(bulk(type, ascii(this.#collector.take())))
    }
    this.#rest = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk
    this.#pos = from
    while (this.#read());
    // A copy, so that a few bytes do not keep the whole chunk alive.
    this.#rest =
      this.#pos === this.#rest.length ? NOTHING : Buffer.from(this.#rest.subarray(this.#pos))
  }

  /** Reads one line, and its value if it has one. False if they have not all arrived. */
  #read(): boolean {
    const end = this.#rest.indexOf(CR, this.#pos)
    if (end === -1 || end + 2 > this.#rest.length) return false
    const type = String.fromCharCode(this.#rest[this.#pos]!)
    const text = ascii(latin1Slice(this.#rest, Math.min(this.#pos + 1, end), end))
    this.#pos = end + 2
    switch (type) {
      case '$':
      case '!':
      case '=':
        return this.#readBulk(type, text)
      case '*':
      case '~':
      case '>':
      case '%':
      case '|':
        this.#begin(type, text)
        return true
      default:
        this.#complete(simple(type, text))
        return true
    }
  }

  #readBulk(type: Bulk, text: Bytes): boolean {
    if (type === '$' && text === '-1') {
      this.#complete({ type: 'nullBulk' })
      return true
    }
    const length = lengthOf(text, LONGEST_BULK)
    const end = this.#pos + length
    if (end + 2 > this.#rest.length) {
      this.#collecting = type
      this.#collector.begin(length, this.#rest, this.#pos)
      this.#pos = this.#rest.length
      return false
    }
    const value = ascii(latin1Slice(this.#rest, this.#pos, end))
    this.#pos = end + 2
    this.#complete(bulk(type, value))
    return true
  }

  #begin(type: Aggregate, text: Bytes): void {
    if (type === '*' && text === '-1') return this.#complete({ type: 'nullArray' })
    const count = lengthOf(text, Number.MAX_SAFE_INTEGER)
    // The reply that an attribute is about follows it, and is read as its last element.
    const length = type === '%' ? 2 * count : type === '|' ? 2 * count + 1 : count
    if (length === 0) this.#complete(aggregate(type, []))
    else this.#open.push({ type, length, items: [] })
  }

  /** Adds the reply to the innermost open aggregate, and so on for each aggregate that this completes. */
  #complete(reply: Reply): void {
    let complete = reply
    for (;;) {
      const open = this.#open.at(-1)
      if (open === undefined) return this.#each(complete)
      open.items.push(complete)
      if (open.items.length < open.length) return
      this.#open.pop()
      complete = aggregate(open.type, open.items)
    }
  }
}

function lengthOf(text: Bytes, most: number): number {
  const length = parseStoredInteger(text)
  if (typeof length !== 'number' || length < 0 || length > most) {
    throw new ProtocolError(`invalid length '${text}' in a reply`)
  }
  return length
}

function simple(type: string, text: Bytes): Reply {
  switch (type) {
    case '+':
      return { type: 'status', text }
    case '-':
      return { type: 'error', text }
    case ',':
      return { type: 'double', text }
    case '(':
      return { type: 'bigNumber', digits: text }
    case '_':
      return { type: 'null' }
    case '#':
      return { type: 'boolean', value: text === 't' }
    case ':': {
      const value = parseStoredInteger(text)
      if (value !== undefined) return { type: 'integer', value }
      throw new ProtocolError(`invalid integer '${text}' in a reply`)
    }
    default:
      throw new ProtocolError(`got '${type}' as the type of a reply`)
  }
}

function bulk(type: Bulk, value: Bytes): Reply {
  if (type === '$') return { type: 'bulk', value }
  if (type === '!') return { type: 'bulkError', text: value }
  return { type: 'verbatim', format: ascii(value.substring(0, 3)), text: ascii(value.substring(4)) }
}

function aggregate(type: Aggregate, items: readonly Reply[]): Reply {
  switch (type) {
    case '*':
      return { type: 'array', items }
    case '~':
      return { type: 'set', items }
    case '>':
      return { type: 'push', items }
    case '%':
      return { type: 'map', entries: entriesOf(items) }
    case '|':
      return { type: 'attribute', entries: entriesOf(items), reply: items.at(-1)! }
  }
}

/** Pairs up keys and values that come in turn. An odd one at the end is left out. */
function entriesOf(items: readonly Reply[]): ReplyEntry[] {
  const entries: ReplyEntry[] = []
  for (let i = 0; i + 1 < items.length; i += 2) entries.push([items[i]!, items[i + 1]!])
  return entries
}
