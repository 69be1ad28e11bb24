import { ascii, type Bytes, EMPTY } from '@resident/bytes'
import type { ConnectionPort } from '@resident/commands'
import { type ReplyWriter, ValueWriter } from '@resident/protocol'

/** Stands where a script's client has no connection. */
export class ScriptConnection implements ConnectionPort {
  readonly address: Bytes = ascii('?:0')
  readonly localAddress: Bytes = EMPTY
  readonly kind = 'in-process'
  readonly fd = -1
  readonly queryBuffer = 0
  readonly outputBuffer = 0
  readonly outputChunks = 0
  readonly reply: ReplyWriter

  constructor(reply: ReplyWriter) {
    this.reply = reply
  }

  /** What a script did not ask for is heard by nobody. */
  pushed(): ReplyWriter {
    return new ValueWriter()
  }

  unblocked(): void {}
  useProtocol(): void {}
  kill(): void {}
}
