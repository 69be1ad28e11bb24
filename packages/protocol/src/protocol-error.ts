/**
 * The error for bytes that are no request, in Redis's words.
 *
 * The client is told `-ERR <message>`, and its connection is closed. Thrown without a stack, since the
 * fault is in the bytes and not in the code.
 */
export class ProtocolError {
  readonly message: string

  constructor(what: string) {
    this.message = `Protocol error: ${what}`
  }
}

export const TOO_BIG_INLINE: ProtocolError = new ProtocolError('too big inline request')
export const UNBALANCED_QUOTES: ProtocolError = new ProtocolError('unbalanced quotes in request')
export const TOO_BIG_MULTIBULK_COUNT: ProtocolError = new ProtocolError(
  'too big mbulk count string',
)
export const INVALID_MULTIBULK_LENGTH: ProtocolError = new ProtocolError('invalid multibulk length')
export const UNAUTHENTICATED_MULTIBULK: ProtocolError = new ProtocolError(
  'unauthenticated multibulk length',
)
export const TOO_BIG_BULK_COUNT: ProtocolError = new ProtocolError('too big bulk count string')
export const INVALID_BULK_LENGTH: ProtocolError = new ProtocolError('invalid bulk length')
export const UNAUTHENTICATED_BULK: ProtocolError = new ProtocolError('unauthenticated bulk length')

/** `got` is the character where an argument should begin. */
export function expectedBulk(got: string): ProtocolError {
  const shown = got === '\r' || got === '\n' ? ' ' : got
  return new ProtocolError(`expected '$', got '${shown}'`)
}
