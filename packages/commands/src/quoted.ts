import type { Bytes } from '@resident/bytes'

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\x07': '\\a',
  '\b': '\\b',
}

/** Bytes between quotes, with escapes for what cannot be printed: Redis's sdscatrepr. */
export function quoted(bytes: Bytes): string {
  return `"${bytes.replace(/[^ !#-[\]-~]/g, escaped)}"`
}

function escaped(character: string): string {
  return ESCAPES[character] ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`
}
