/**
 * The length of the complete RESP3 pushes that the bytes begin with. The bytes are trusted: `RespWriter`
 * wrote them.
 */
export function pushesLength(said: string): number {
  let end = 0
  while (said[end] === '>') end = endOfReply(said, end)
  return end
}

/** Where the reply that begins at `start` ends. */
function endOfReply(said: string, start: number): number {
  const line = said.indexOf('\r\n', start) + 2
  const length = Number(said.slice(start + 1, line - 2))
  if (said[start] === '$') return line + length + 2
  if (said[start] !== '>' && said[start] !== '*') return line
  let end = line
  for (let i = 0; i < length; i++) end = endOfReply(said, end)
  return end
}
