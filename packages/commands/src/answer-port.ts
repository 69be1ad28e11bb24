import type { Bytes } from '@resident/bytes'
import type { Mark, ReplyWriter } from '@resident/protocol'

/** A connection's replies before they are sent, for code that looks at them (taps) or cuts them short (faults). */
export interface AnswerPort {
  /** How often the client has sent something when all before was answered: what it sent without waiting is one round trip. */
  readonly roundTrip: number
  /** The bytes written to this writer since the mark. Nothing may have been sent meanwhile. */
  said(reply: ReplyWriter, mark: Mark): Bytes
  /** Sends only the first `kept(length)` of the bytes written since the mark, and then closes the connection. */
  endWith(reply: ReplyWriter, mark: Mark, kept: (length: number) => number): void
  /** All bytes that wait to be sent. */
  readonly unsent: Bytes
}
