import { ascii, toBuffer, toUtf8 } from '@resident/bytes'
import { type Reply, ReplyParser } from '@resident/protocol'
import { type Server, throwLater } from '@resident/server'
import { DirectClient } from './direct-client.ts'
import { toBytes, type Word } from './words.ts'

/** Receives messages; `pattern` is the one that the channel matched, if the subscription is to a pattern. */
export type Listener = (message: string, channel: string, pattern: string | undefined) => void

/** A subscription of the program. Declared with `using`, it ends with the block. */
export interface Subscription {
  unsubscribe(): void
  [Symbol.dispose](): void
}

/** Listens to a channel or, if the name contains one of `*?[`, to a pattern of channels. */
export function subscribe(server: Server, name: Word, listener: Listener): Subscription {
  const channel = toBytes(name)
  const parser = new ReplyParser((reply) => {
    try {
      tell(reply, listener)
    } catch (error) {
      // It must not keep messages from other listeners.
      throwLater(error)
    }
  })
  const caller = new DirectClient(server, (bytes) => parser.push(toBuffer(bytes)))
  const isPattern = /[*?[]/.test(channel)
  caller.call([ascii(isPattern ? 'PSUBSCRIBE' : 'SUBSCRIBE'), channel])
  const unsubscribe = (): void => caller.release()
  return { unsubscribe, [Symbol.dispose]: unsubscribe }
}

function tell(reply: Reply, listener: Listener): void {
  if (reply.type !== 'push') return
  const words = reply.items.map((item) => (item.type === 'bulk' ? toUtf8(item.value) : ''))
  const [kind, ...rest] = words as [string, ...string[]]
  if (kind === 'message') listener(rest[1]!, rest[0]!, undefined)
  else if (kind === 'pmessage') listener(rest[2]!, rest[1]!, rest[0])
}
