import { trim } from '@resident/bytes'

/** What follows the `-` of an error: its code and, if it has one, its message, on one line. */
export function errorLine(code: string, message: string | undefined): string {
  return oneLine(message === undefined ? code : `${code} ${message}`)
}

/** Line breaks, which would end an error, become blanks; those at either end are removed. */
function oneLine(text: string): string {
  if (!text.includes('\n') && !text.includes('\r')) return text
  return trim(text, '\r\n').replace(/[\r\n]/g, ' ')
}
