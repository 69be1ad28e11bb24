import { ascii } from '@resident/bytes'
import type { ReplyWriter } from '@resident/protocol'
import { categoriesOf } from '../acl-categories.ts'
import type { KeyFind, KeySearch, KeySpec } from '../command.ts'
import { hasMovableKeys, legacyRange } from '../key-specs.ts'
import type { Row } from '../table.ts'

/** A command as COMMAND and COMMAND INFO tell of it, its subcommands included. */
export function writeEntry(row: Row, reply: ReplyWriter): void {
  const { command } = row
  reply.array(10)
  reply.bulk(ascii(row.fullName))
  reply.integer(command.arity)
  writeWords(hasMovableKeys(command) ? [...command.flags, 'movablekeys'] : command.flags, reply)
  for (const number of legacyRange(command)) reply.integer(number)
  writeWords(
    categoriesOf(command).map((category) => `@${category}`),
    reply,
  )
  const tips = command.tips ?? []
  reply.set(tips.length)
  for (const tip of tips) reply.bulk(ascii(tip))
  const specs = command.keys ?? []
  reply.set(specs.length)
  for (const spec of specs) writeKeySpec(spec, reply)
  if (row.subcommands === undefined) return reply.set(0)
  reply.array(row.subcommands.size)
  for (const each of row.subcommands.values()) writeEntry(each, reply)
}

/** A set of words that need no quoting. */
export function writeWords(words: readonly string[], reply: ReplyWriter): void {
  reply.set(words.length)
  for (const word of words) reply.status(word)
}

function writeKeySpec(spec: KeySpec, reply: ReplyWriter): void {
  reply.map(spec.notes === undefined ? 3 : 4)
  if (spec.notes !== undefined) {
    reply.bulk(ascii('notes'))
    reply.bulk(ascii(spec.notes))
  }
  reply.bulk(ascii('flags'))
  writeWords(spec.flags, reply)
  reply.bulk(ascii('begin_search'))
  writeTyped(...beginOf(spec.begin), reply)
  reply.bulk(ascii('find_keys'))
  writeTyped(...findOf(spec.find), reply)
}

type Numbered = Readonly<Record<string, number | string>>

function beginOf(begin: KeySearch): [type: string, spec: Numbered] {
  if (begin === 'unknown') return ['unknown', {}]
  if ('index' in begin) return ['index', { index: begin.index }]
  return ['keyword', { keyword: begin.keyword, startfrom: begin.startFrom }]
}

function findOf(find: KeyFind): [type: string, spec: Numbered] {
  if (find === 'unknown') return ['unknown', {}]
  if ('last' in find) {
    return ['range', { lastkey: find.last, keystep: find.step, limit: find.limit }]
  }
  return ['keynum', { keynumidx: find.countAt, firstkey: find.first, keystep: find.step }]
}

function writeTyped(type: string, spec: Numbered, reply: ReplyWriter): void {
  reply.map(2)
  reply.bulk(ascii('type'))
  reply.bulk(ascii(type))
  reply.bulk(ascii('spec'))
  const entries = Object.entries(spec)
  reply.map(entries.length)
  for (const [name, value] of entries) {
    reply.bulk(ascii(name))
    if (typeof value === 'number') reply.integer(value)
    else reply.bulk(ascii(value))
  }
}
