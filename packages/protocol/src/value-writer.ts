import { ascii, type Bytes, formatDouble } from '@resident/bytes'
import { errorLine } from './one-line.ts'
import type { Aggregate, BulkRow, Mark, ReplyWriter } from './reply-writer.ts'

/**
 * A reply as a JavaScript value.
 *
 * | RESP3 | here | where `resp` is 2 |
 * |---|---|---|
 * | status, bulk, verbatim | `Bytes` | |
 * | error | `ReplyError`, as a value | |
 * | integer | number, or bigint where the command gave one | |
 * | double | number | `Bytes` |
 * | big number | bigint | `Bytes` |
 * | boolean | boolean | 1 and 0 |
 * | null, RESP2's null array | null | |
 * | array, set, push | array | |
 * | pairs (WITHSCORES) | array of arrays of two | flat array |
 * | map | Map | flat array |
 */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | Bytes
  | ReplyError
  | readonly Value[]
  | ReadonlyMap<Value, Value>

/** An error reply. It is a value, since it may be one of many in an array (EXEC); throwing it is up to the caller. */
export class ReplyError extends Error {
  override readonly name = 'ReplyError'
  /** The first word: `WRONGTYPE`. */
  readonly code: string

  /** Its `message` is the whole line, code included, as in every client. */
  constructor(code: string, message?: string) {
    super(errorLine(code, message))
    this.code = code
  }
}

/** An aggregate whose elements are still coming; `missing` is infinite until the length is known. */
interface Open {
  /** What becomes of it when it is complete. An attribute is dropped: callers want the reply. */
  readonly as: 'array' | 'map' | 'nothing'
  readonly items: Value[]
  missing: number
}

/** How many values there were, which aggregates were open, and how far each had come. */
interface Place {
  readonly values: number
  readonly open: readonly { frame: Open; items: number; missing: number }[]
}

/** Makes replies JavaScript values, for callers in the same process: nothing is encoded. */
export class ValueWriter implements ReplyWriter {
  resp: 2 | 3 = 3
  #values: Value[] = []
  #open: Open[] = []

  /** Takes the complete replies since the last call: usually one; for SUBSCRIBE and similar none or several. */
  take(): Value[] {
    const values = this.#values
    this.#values = []
    return values
  }

  status(text: string): void {
    this.#add(ascii(text))
  }

  error(code: string, message?: string): void {
    this.#add(new ReplyError(code, message))
  }

  integer(value: number | bigint): void {
    this.#add(value)
  }

  double(value: number, text: Bytes = formatDouble(value)): void {
    this.#add(this.resp === 3 ? value : text)
  }

  bulk(value: Bytes | number | bigint): void {
    this.#add(typeof value === 'string' ? value : ascii(String(value)))
  }

  bulks(row: BulkRow): void {
    row((value) => this.bulk(value))
  }

  null(): void {
    this.#add(null)
  }

  nullArray(): void {
    this.#add(null)
  }

  boolean(value: boolean): void {
    this.#add(this.resp === 3 ? value : value ? 1 : 0)
  }

  bigNumber(digits: Bytes): void {
    this.#add(this.resp === 3 ? BigInt(digits) : digits)
  }

  verbatim(_format: string, text: Bytes): void {
    this.#add(text)
  }

  array(length: number): void {
    this.#begin(false, length)
  }

  map(length: number): void {
    this.#begin(this.resp === 3, 2 * length)
  }

  set(length: number): void {
    this.#begin(false, length)
  }

  pairs(length: number): void {
    this.#begin(false, this.resp === 3 ? length : 2 * length)
  }

  pair(): void {
    if (this.resp === 3) this.#begin(false, 2)
  }

  push(length: number): void {
    this.#begin(false, length)
  }

  attribute(length: number): void {
    this.#open.push({ as: 'nothing', items: [], missing: 2 * length })
  }

  deferred(): void {
    this.#open.push({ as: 'array', items: [], missing: Number.POSITIVE_INFINITY })
  }

  end(as: Aggregate, length: number): void {
    const { items } = this.#open.pop()!
    const couples = as === 'map' || (as === 'pairs' && this.resp === 2)
    const due = couples ? 2 * length : length
    // A socket's writer would turn a wrong length into bytes that no client can read.
    if (items.length !== due) throw new Error(`A reply of ${due} elements has ${items.length}.`)
    this.#add(as === 'map' && this.resp === 3 ? toMap(items) : items)
  }

  mark(): Mark {
    if (this.#open.length === 0) return this.#values.length
    const open = this.#open.map((frame) => {
      return { frame, items: frame.items.length, missing: frame.missing }
    })
    const place: Place = { values: this.#values.length, open }
    return place
  }

  rollback(mark: Mark): void {
    if (typeof mark === 'number') {
      this.#values.length = mark
      this.#open.length = 0
      return
    }
    const place = mark as Place
    this.#values.length = place.values
    this.#open = place.open.map(({ frame, items, missing }) => {
      frame.items.length = items
      frame.missing = missing
      return frame
    })
  }

  #begin(isMap: boolean, length: number): void {
    if (length === 0) this.#add(isMap ? new Map() : [])
    else this.#open.push({ as: isMap ? 'map' : 'array', items: [], missing: length })
  }

  /** Adds the value to the innermost open aggregate, and so on for each aggregate that this completes. */
  #add(value: Value): void {
    let complete = value
    for (;;) {
      const open = this.#open.at(-1)
      if (open === undefined) {
        this.#values.push(complete)
        return
      }
      open.items.push(complete)
      if (--open.missing > 0) return
      this.#open.pop()
      if (open.as === 'nothing') return
      complete = open.as === 'map' ? toMap(open.items) : open.items
    }
  }
}

/** Keys and values in turn, as a Map. */
function toMap(items: readonly Value[]): Map<Value, Value> {
  const map = new Map<Value, Value>()
  for (let i = 0; i < items.length; i += 2) map.set(items[i]!, items[i + 1]!)
  return map
}
