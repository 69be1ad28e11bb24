/** The text of an error: line breaks, which would end it, become blanks, and those at either end go. */
export function oneLine(text: string): string {
  if (!text.includes('\n') && !text.includes('\r')) return text
  return text.replace(/^[\r\n]+|[\r\n]+$/g, '').replace(/[\r\n]/g, ' ')
}
