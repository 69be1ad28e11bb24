/**
 * The text without any of these characters at either end: Redis's sdstrim. O(length), unlike a pattern such as `/\n+$/`,
 * which begins anew at each line break in the middle.
 */
export function trim(text: string, characters: string): string {
  let start = 0
  while (start < text.length && characters.includes(text[start]!)) start++
  return trimEnd(text.substring(start), characters)
}

/** The same at the end only. */
export function trimEnd(text: string, characters: string): string {
  let end = text.length
  while (end > 0 && characters.includes(text[end - 1]!)) end--
  return text.substring(0, end)
}
