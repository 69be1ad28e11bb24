import type { Bytes } from '@resident/bytes'
import type { Mark, ReplyWriter } from '@resident/protocol'

/** A connection's answers before they are sent, for whoever looks at them or breaks them. */
export interface AnswerPort {
  /** How often its client has sent something when there was nothing left to answer: what it did not wait for is one trip. */
  readonly roundTrip: number
  /** The bytes said to this writer since the mark, where nothing was sent meanwhile. */
  said(reply: ReplyWriter, mark: Mark): Bytes
  /** Of what was said to this writer since the mark so many bytes of its length are sent; then the connection ends. */
  endWith(reply: ReplyWriter, mark: Mark, kept: (length: number) => number): void
  /** All that waits to be sent. */
  readonly unsent: Bytes
}
