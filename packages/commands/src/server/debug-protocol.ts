import { ascii, type Bytes } from '@resident/bytes'
import type { ReplyWriter } from '@resident/protocol'
import type { ConnectionPort } from '../client.ts'
import { err } from '../errors.ts'

const PROTOCOL_TYPE = err(
  'Wrong protocol type name. Please use one of the following: string|integer|double|bignum|null|array|set|map|attrib|push|verbatim|true|false',
)

type Sample = (reply: ReplyWriter, port: Pick<ConnectionPort, 'pushed'>) => void

/** DEBUG PROTOCOL: replies with a sample of the type asked for. */
export function writeSample(
  type: string,
  reply: ReplyWriter,
  port: Pick<ConnectionPort, 'pushed'>,
): void {
  const write = SAMPLES[type]
  if (write === undefined) throw PROTOCOL_TYPE
  write(reply, port)
}

const SAMPLES: Readonly<Record<string, Sample>> = {
  STRING: (reply) => reply.bulk(ascii('Hello World')),
  INTEGER: (reply) => reply.integer(12345),
  // biome-ignore lint/suspicious/noApproximativeNumericConstant: it is Redis's sample, not pi.
  DOUBLE: (reply) => reply.double(3.141),
  BIGNUM: (reply) => reply.bigNumber(ascii('1234567999999999999999999999999999999')),
  NULL: (reply) => reply.null(),
  ARRAY: (reply) => {
    reply.array(3)
    count(reply)
  },
  SET: (reply) => {
    reply.set(3)
    count(reply)
  },
  MAP: (reply) => {
    reply.map(3)
    for (let i = 0; i < 3; i++) {
      reply.integer(i)
      reply.boolean(i === 1)
    }
  },
  ATTRIB: (reply) => {
    if (reply.resp === 3) {
      reply.attribute(1)
      reply.bulk(ascii('key-popularity'))
      reply.array(2)
      reply.bulk(ascii('key:123'))
      reply.integer(90)
    }
    // Attributes are not replies, so a reply must follow.
    reply.bulk(following('attribute'))
  },
  PUSH: (reply, port) => {
    if (reply.resp === 2) throw err('RESP2 is not supported by this command')
    const pushed = port.pushed()
    pushed.push(2)
    pushed.bulk(ascii('server-cpu-usage'))
    pushed.integer(42)
    // Neither are pushes.
    reply.bulk(following('push reply'))
  },
  VERBATIM: (reply) => reply.verbatim('txt', ascii('This is a verbatim\nstring')),
  TRUE: (reply) => reply.boolean(true),
  FALSE: (reply) => reply.boolean(false),
}

function count(reply: ReplyWriter): void {
  for (let i = 0; i < 3; i++) reply.integer(i)
}

function following(what: string): Bytes {
  return ascii(`Some real reply following the ${what}`)
}
