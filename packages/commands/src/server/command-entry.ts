import { ascii } from '@resident/bytes'
import type { ReplyWriter } from '@resident/protocol'
import { categoriesOf } from '../acl-categories.ts'
import type { KeyFind, KeySearch, KeySpec } from '../command.ts'
import { hasMovableKeys, legacyRange } from '../key-specs.ts'
import { type ReplyFields, replyValue } from '../reply-value.ts'
import type { Row } from '../table.ts'

/** A command as COMMAND and COMMAND INFO show it, its subcommands included. */
export function writeEntry(row: Row, reply: ReplyWriter): void {
  const { command } = row
  reply.array(10)
  reply.bulk(ascii(row.fullName))
  reply.integer(command.arity)
  writeWords(hasMovableKeys(command) ? [...command.flags, 'movablekeys'] : command.flags, reply)
  for (const number of legacyRange(command)) reply.integer(number)
  writeWords(
    categoriesOf(row).map((category) => `@${category}`),
    reply,
  )
  replyValue(reply, new Set(command.tips))
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
  replyValue(reply, {
    ...(spec.notes !== undefined && { notes: spec.notes }),
    flags: (flags) => writeWords(spec.flags, flags),
    begin_search: beginOf(spec.begin),
    find_keys: findOf(spec.find),
  })
}

function beginOf(begin: KeySearch): ReplyFields {
  if (begin === 'unknown') return { type: 'unknown', spec: {} }
  if ('index' in begin) return { type: 'index', spec: { index: begin.index } }
  return { type: 'keyword', spec: { keyword: begin.keyword, startfrom: begin.startFrom } }
}

function findOf(find: KeyFind): ReplyFields {
  if (find === 'unknown') return { type: 'unknown', spec: {} }
  if ('last' in find) {
    return { type: 'range', spec: { lastkey: find.last, keystep: find.step, limit: find.limit } }
  }
  const spec = { keynumidx: find.countAt, firstkey: find.first, keystep: find.step }
  return { type: 'keynum', spec }
}
