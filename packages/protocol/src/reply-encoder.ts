import { ascii, type Bytes } from '@resident/bytes'
import type { Reply, ReplyEntry } from './reply.ts'

const AGGREGATES = { array: '*', set: '~', push: '>' } as const

/** A reply as it is on the wire, one character per byte: the inverse of `ReplyParser`. */
export function encodeReply(reply: Reply): Bytes {
  return ascii(spell(reply))
}

function spell(reply: Reply): string {
  switch (reply.type) {
    case 'status':
      return `+${reply.text}\r\n`
    case 'error':
      return `-${reply.text}\r\n`
    case 'integer':
      return `:${reply.value}\r\n`
    case 'double':
      return `,${reply.text}\r\n`
    case 'bigNumber':
      return `(${reply.digits}\r\n`
    case 'boolean':
      return reply.value ? '#t\r\n' : '#f\r\n'
    case 'null':
      return '_\r\n'
    case 'nullBulk':
      return '$-1\r\n'
    case 'nullArray':
      return '*-1\r\n'
    case 'bulk':
      return `$${reply.value.length}\r\n${reply.value}\r\n`
    case 'bulkError':
      return `!${reply.text.length}\r\n${reply.text}\r\n`
    case 'verbatim':
      return `=${reply.text.length + 4}\r\n${reply.format}:${reply.text}\r\n`
    case 'map':
      return `%${spellEntries(reply.entries)}`
    case 'attribute':
      return `|${spellEntries(reply.entries)}${spell(reply.reply)}`
    default:
      return `${AGGREGATES[reply.type]}${reply.items.length}\r\n${reply.items.map(spell).join('')}`
  }
}

function spellEntries(entries: readonly ReplyEntry[]): string {
  const spelt = entries.map(([key, value]) => spell(key) + spell(value))
  return `${entries.length}\r\n${spelt.join('')}`
}
