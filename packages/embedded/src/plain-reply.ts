import { type Bytes, toBuffer, toUtf8 } from '@resident/bytes'
import { type Reply, ReplyParser } from '@resident/protocol'

/** An error reply: its code first, as in `WRONGTYPE Operation against…`. */
export class ErrorReply extends Error {
  override readonly name = 'ErrorReply'

  /** The first word. */
  get code(): string {
    return this.message.split(' ', 1)[0]!
  }
}

/** A reply in the form that suits a program: bytes as UTF-8 text, RESP3's maps and sets as Map and Set. */
export type PlainReply =
  | string
  | number
  | bigint
  | boolean
  | null
  | ErrorReply
  | readonly PlainReply[]
  | ReadonlySet<PlainReply>
  | ReadonlyMap<PlainReply, PlainReply>

/**
 * A client's reply, decoded from protocol bytes; `undefined` if there is none. Several replies (as of SUBSCRIBE) become a
 * list; messages that were pushed to the client meanwhile are left out.
 */
export function plainReply(bytes: Bytes): PlainReply | undefined {
  const replies: Reply[] = []
  new ReplyParser((reply) => replies.push(reply)).push(toBuffer(bytes))
  const answers = replies.filter(({ type }) => type !== 'push')
  const plain = (answers.length > 0 ? answers : replies).map(plainOf)
  return plain.length > 1 ? plain : plain[0]
}

function plainOf(reply: Reply): PlainReply {
  switch (reply.type) {
    case 'status':
    case 'verbatim':
      return toUtf8(reply.text)
    case 'error':
    case 'bulkError':
      return new ErrorReply(toUtf8(reply.text))
    case 'integer':
    case 'boolean':
      return reply.value
    case 'bulk':
      return toUtf8(reply.value)
    case 'nullBulk':
    case 'nullArray':
    case 'null':
      return null
    case 'double':
      return Number(reply.text.replace('inf', 'Infinity'))
    case 'bigNumber':
      return BigInt(reply.digits)
    case 'array':
    case 'push':
      return reply.items.map(plainOf)
    case 'set':
      return new Set(reply.items.map(plainOf))
    case 'map':
      return new Map(reply.entries.map(([key, value]) => [plainOf(key), plainOf(value)]))
    case 'attribute':
      return plainOf(reply.reply)
  }
}
