const CODES = { bold: 1, dim: 2, red: 31, green: 32, cyan: 36 } as const

/** The text in a colour, if the stream is a terminal and NO_COLOR is not set. */
export function paint(
  colour: keyof typeof CODES,
  text: string,
  stream: { readonly isTTY?: boolean } = process.stdout,
): string {
  const { NO_COLOR } = process.env
  if (stream.isTTY !== true || (NO_COLOR !== undefined && NO_COLOR !== '')) return text
  return `\u001b[${CODES[colour]}m${text}\u001b[0m`
}
