import { ascii } from '@resident/bytes'
import type { ReplyWriter } from '@resident/protocol'

/**
 * A reply as a value: a string is a bulk, a number an integer, `undefined` a null, an object a map of its fields,
 * a Set a RESP3 set; a function writes what no value can express. For commands that need not be fast.
 */
export type ReplyValue =
  | string
  | number
  | bigint
  | undefined
  | readonly ReplyValue[]
  | ReadonlySet<string>
  | ReplyFields
  | ((reply: ReplyWriter) => void)

/** The fields in the order in which they are written. Not for names that users choose: objects reorder those that are numbers. */
export interface ReplyFields {
  readonly [name: string]: ReplyValue
}

export function replyValue(reply: ReplyWriter, value: ReplyValue): void {
  if (typeof value === 'string') reply.bulk(ascii(value))
  else if (value === undefined) reply.null()
  else if (typeof value === 'function') value(reply)
  else if (typeof value !== 'object') reply.integer(value)
  else replyAggregate(reply, value)
}

function replyAggregate(
  reply: ReplyWriter,
  value: readonly ReplyValue[] | ReadonlySet<string> | ReplyFields,
): void {
  if (isList(value)) {
    reply.array(value.length)
    for (const each of value) replyValue(reply, each)
  } else if (value instanceof Set) {
    reply.set(value.size)
    for (const each of value) replyValue(reply, each)
  } else {
    const fields = Object.entries(value)
    reply.map(fields.length)
    for (const [name, each] of fields) {
      reply.bulk(ascii(name))
      replyValue(reply, each)
    }
  }
}

const isList = (value: object): value is readonly ReplyValue[] => Array.isArray(value)
