import { getSystemErrorMap } from 'node:util'

/** Errors for which libuv has other words than strerror. */
const STRERROR: Readonly<Record<string, string>> = {
  EADDRNOTAVAIL: 'Cannot assign requested address',
  EISDIR: 'Is a directory',
}

/** The text of a system error, as C's strerror words it. */
export function systemWords(error: unknown): string {
  const { code = '', errno, message } = error as NodeJS.ErrnoException
  const words = errno === undefined ? undefined : getSystemErrorMap().get(errno)?.[1]
  if (words === undefined) return message
  return STRERROR[code] ?? words.charAt(0).toUpperCase() + words.slice(1)
}
