/**
 * Replies as this harness reads them. It has a reader of its own, so that a fault in
 * `@resident/protocol` cannot hide itself here.
 *
 * All texts in this package are latin1: one character per byte.
 */
export type Reply =
  | { readonly type: 'status' | 'error' | 'integer' | 'bulk'; readonly text: string }
  | { readonly type: 'double' | 'bignumber' | 'boolean'; readonly text: string }
  /** `text` holds format, colon and content, as on the wire. */
  | { readonly type: 'verbatim'; readonly text: string }
  | { readonly type: 'null' | 'nullArray' }
  /** A map's items are keys and values in turn. */
  | { readonly type: 'array' | 'map' | 'set' | 'push'; readonly items: readonly Reply[] }

export type Aggregate = Extract<Reply, { items: readonly Reply[] }>

const AGGREGATES: Readonly<Record<string, Aggregate['type']>> = {
  '*': 'array',
  '%': 'map',
  '~': 'set',
  '>': 'push',
}
const LINES: Readonly<Record<string, 'status' | 'error' | 'integer' | 'double' | 'bignumber'>> = {
  '+': 'status',
  '-': 'error',
  ':': 'integer',
  ',': 'double',
  '(': 'bignumber',
}

export function isAggregate(reply: Reply): reply is Aggregate {
  return 'items' in reply
}

/** What a reply's own text is; empty for nulls and aggregates. */
export function textOf(reply: Reply): string {
  return 'text' in reply ? reply.text : ''
}

/** The position behind the reply that begins at `start`, or -1 where it is not complete yet. */
export function endOfReply(wire: string, start: number): number {
  let at = start
  for (let missing = 1; missing > 0; missing--) {
    const lineEnd = wire.indexOf('\r\n', at)
    if (lineEnd === -1) return -1
    const sort = wire[at] as string
    if (sort === '$' || sort === '=' || sort === '!') {
      const length = Number(wire.slice(at + 1, lineEnd))
      at = length < 0 ? lineEnd + 2 : lineEnd + 4 + length
      if (at > wire.length) return -1
      continue
    }
    if (sort in AGGREGATES) {
      const length = Number(wire.slice(at + 1, lineEnd))
      if (length > 0) missing += sort === '%' ? 2 * length : length
    }
    at = lineEnd + 2
  }
  return at
}

/** Reads the one complete reply that begins at `start` (`endOfReply` has said that it is complete). */
export function readReply(wire: string, start = 0): Reply {
  return readAt(wire, { at: start })
}

function readAt(wire: string, cursor: { at: number }): Reply {
  const start = cursor.at
  const lineEnd = wire.indexOf('\r\n', start)
  const sort = wire[start] as string
  const line = wire.slice(start + 1, lineEnd)
  cursor.at = lineEnd + 2
  const simple = LINES[sort]
  if (simple !== undefined) return { type: simple, text: line }
  switch (sort) {
    case '_':
      return { type: 'null' }
    case '#':
      return { type: 'boolean', text: line }
    case '$':
    case '!':
    case '=': {
      const length = Number(line)
      if (length < 0) return { type: 'null' }
      const text = wire.slice(cursor.at, cursor.at + length)
      cursor.at += length + 2
      return { type: sort === '$' ? 'bulk' : sort === '!' ? 'error' : 'verbatim', text }
    }
  }
  const type = AGGREGATES[sort]
  if (type === undefined)
    throw new Error(`not RESP: ${JSON.stringify(wire.slice(start, start + 40))}`)
  const length = Number(line)
  if (length < 0) return { type: 'nullArray' }
  const items: Reply[] = []
  for (let i = type === 'map' ? 2 * length : length; i > 0; i--) items.push(readAt(wire, cursor))
  return { type, items }
}

/** A reply as plain values: texts, numbers, arrays, maps as objects; for tables such as COMMAND INFO. */
export type Plain = string | number | null | Plain[] | PlainMap

export interface PlainMap {
  [key: string]: Plain
}

export function plain(reply: Reply): Plain {
  if (!isAggregate(reply)) {
    if (reply.type === 'integer') return Number(reply.text)
    return 'text' in reply ? reply.text : null
  }
  if (reply.type !== 'map') return reply.items.map(plain)
  const object: PlainMap = {}
  for (let i = 0; i < reply.items.length; i += 2) {
    object[textOf(reply.items[i] as Reply)] = plain(reply.items[i + 1] as Reply)
  }
  return object
}
