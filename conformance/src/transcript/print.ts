import { doubleQuoted, quote } from '../quoting.ts'
import type { Aggregate, Reply } from '../reply.ts'

/**
 * Replies as redis-cli prints them on a terminal, and back.
 *
 * It tells a little more than redis-cli, so that two replies print alike only if they are alike on the
 * wire: the null array of RESP2 is `(nil array)`, pushes are numbered `1>`, verbatim strings are
 * `(verbatim) "txt:…"` on one line.
 */

const EMPTY_WORD: Readonly<Record<Aggregate['type'], string>> = {
  array: '(empty array)',
  map: '(empty hash)',
  set: '(empty set)',
  push: '(empty push)',
}
const SEPARATOR: Readonly<Record<Aggregate['type'], string>> = {
  array: ')',
  map: '#',
  set: '~',
  push: '>',
}

/** The lines of one reply. */
export function printReply(reply: Reply, prefix = ''): string {
  switch (reply.type) {
    case 'status':
      return reply.text
    case 'bulk':
      return quote(reply.text)
    case 'verbatim':
      return `(verbatim) ${quote(reply.text)}`
    case 'boolean':
      return reply.text === 't' ? '(true)' : '(false)'
    case 'null':
      return '(nil)'
    case 'nullArray':
      return '(nil array)'
    case 'error':
    case 'integer':
    case 'double':
    case 'bignumber':
      return `(${reply.type}) ${reply.text}`
    default:
      return printAggregate(reply, prefix)
  }
}

function printAggregate({ type, items }: Aggregate, prefix: string): string {
  if (items.length === 0) return EMPTY_WORD[type]
  const pairs = type === 'map'
  const width = String(pairs ? items.length / 2 : items.length).length
  const inner = prefix + ' '.repeat(width + 2)
  let out = ''
  for (let i = 0; i < items.length; i += pairs ? 2 : 1) {
    const number = String((pairs ? i / 2 : i) + 1).padStart(width)
    out += `${i === 0 ? '' : `\n${prefix}`}${number}${SEPARATOR[type]} `
    out += printReply(items[i] as Reply, inner)
    if (pairs) out += ` => ${printReply(items[i + 1] as Reply, inner)}`
  }
  return out
}

/** The lines of several replies, one after the other. */
export function printReplies(replies: readonly Reply[]): string {
  return replies.map((reply) => printReply(reply)).join('\n')
}

/** Reads back what `printReplies` has printed. Throws where the text is nothing that it prints. */
export function readPrinted(text: string): Reply[] {
  const cursor = { text, at: 0 }
  const replies: Reply[] = []
  while (cursor.at < text.length) {
    replies.push(readOne(cursor, 0))
    if (cursor.at < text.length && text[cursor.at] !== '\n') throw unreadable(cursor)
    cursor.at++
  }
  return replies
}

interface Cursor {
  readonly text: string
  at: number
}

/** Words that stand for a whole reply. */
const WORDS: Readonly<Record<string, Reply>> = {
  '(nil)': { type: 'null' },
  '(nil array)': { type: 'nullArray' },
  '(true)': { type: 'boolean', text: 't' },
  '(false)': { type: 'boolean', text: 'f' },
  '(empty array)': { type: 'array', items: [] },
  '(empty hash)': { type: 'map', items: [] },
  '(empty set)': { type: 'set', items: [] },
  '(empty push)': { type: 'push', items: [] },
}

/** `column` is where an aggregate's further lines begin. */
function readOne(cursor: Cursor, column: number): Reply {
  const { text, at } = cursor
  if (text[at] === '"') return { type: 'bulk', text: readQuoted(cursor) }
  if (text.startsWith('(verbatim) ', at)) {
    cursor.at += '(verbatim) '.length
    return { type: 'verbatim', text: readQuoted(cursor) }
  }
  for (const [word, reply] of Object.entries(WORDS)) {
    if (text.startsWith(word, at)) {
      cursor.at += word.length
      return reply
    }
  }
  const first = /^( *)1([)#~>]) /.exec(text.slice(at, at + 12))
  if (first !== null) return readAggregate(cursor, first[2] as string, column, first[0].length)
  const typed = /^\((error|integer|double|bignumber)\) /.exec(text.slice(at, at + 14))
  cursor.at += typed?.[0].length ?? 0
  const type = (typed?.[1] ?? 'status') as 'status' | 'error' | 'integer' | 'double' | 'bignumber'
  return { type, text: readLine(cursor, typed === null || type === 'error') }
}

/** `width` is that of a number with its separator and blank. */
function readAggregate(cursor: Cursor, separator: string, column: number, width: number): Reply {
  const type = (Object.keys(SEPARATOR) as Aggregate['type'][]).find(
    (t) => SEPARATOR[t] === separator,
  )
  const items: Reply[] = []
  for (let number = 1; number === 1 || nextElement(cursor, column, number, separator); number++) {
    cursor.at += width
    items.push(readOne(cursor, column + width))
    if (type !== 'map') continue
    if (!cursor.text.startsWith(' => ', cursor.at)) throw unreadable(cursor)
    cursor.at += 4
    items.push(readOne(cursor, column + width))
  }
  return { type: type as Aggregate['type'], items }
}

/** Whether the next line is the aggregate's next element: its number, at the aggregate's column. */
function nextElement(cursor: Cursor, column: number, number: number, separator: string): boolean {
  const { text, at } = cursor
  if (text[at] !== '\n') return false
  const line = text.slice(at + 1 + column, at + 1 + column + 16)
  if (text.slice(at + 1, at + 1 + column).trim() !== '') return false
  if (!line.trimStart().startsWith(`${number}${separator} `)) return false
  cursor.at = at + 1 + column
  return true
}

function readQuoted(cursor: Cursor): string {
  const [text, end] = doubleQuoted(cursor.text, cursor.at)
  cursor.at = end
  return text
}

/** Up to the end of the line; for numbers, which may be a map's key, up to a blank. */
function readLine(cursor: Cursor, whole: boolean): string {
  const rest = cursor.text.slice(cursor.at)
  const line = (whole ? /^[^\n]*/ : /^[^\n ]*/).exec(rest)?.[0] ?? ''
  cursor.at += line.length
  return line
}

function unreadable({ text, at }: Cursor): Error {
  return new Error(`cannot be read as replies: ${JSON.stringify(text.slice(at, at + 60))}`)
}
