/** Text up to a zero byte, where C's strings end. */
export function cString(text: string): string {
  const end = text.indexOf('\0')
  return end === -1 ? text : text.substring(0, end)
}
