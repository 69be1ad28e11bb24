/** redis-cli's quoting of arguments (sdssplitargs) and of what it prints (sdscatrepr). */

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  a: '\x07',
}
const PRINTED: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\x07': '\\a',
  '\b': '\\b',
}

/** The text between double quotes, every byte that is not printable ASCII escaped. */
export function quote(text: string): string {
  return `"${text.replace(/[^ !#-[\]-~]/g, (char) => PRINTED[char] ?? hex(char))}"`
}

function hex(char: string): string {
  return `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`
}

/** The argument as a person would type it: quoted only where it must be. */
export function quoteArgument(text: string): string {
  return /^[!#-&(-[\]-~]+$/.test(text) ? text : quote(text)
}

/** A request as a transcript shows it. */
export function showRequest(argv: readonly string[]): string {
  return `> ${argv.map(quoteArgument).join(' ')}`
}

/**
 * Splits a line into arguments, as redis-cli does.
 *
 * Characters above 255 become the bytes of their UTF-8 form. Throws where a quote is not closed, or is
 * followed by something other than a blank.
 */
export function splitArguments(line: string): string[] {
  const bytes = Buffer.from(line, 'utf8').toString('latin1')
  const argv: string[] = []
  let at = 0
  while (true) {
    while (isBlank(bytes[at])) at++
    if (at >= bytes.length) return argv
    let argument = ''
    while (at < bytes.length && !isBlank(bytes[at])) {
      const char = bytes[at] as string
      if (char === '"' || char === "'") {
        const [text, end] = char === '"' ? doubleQuoted(bytes, at) : singleQuoted(bytes, at)
        argument += text
        at = end
        if (at < bytes.length && !isBlank(bytes[at]))
          throw new Error(`no blank after a quote: ${line}`)
      } else {
        argument += char
        at++
      }
    }
    argv.push(argument)
  }
}

function isBlank(char: string | undefined): boolean {
  return char === ' ' || char === '\t'
}

/** Reads the double-quoted text that opens at `start`; gives it and the position behind its close. */
export function doubleQuoted(bytes: string, start: number): [text: string, end: number] {
  let text = ''
  let at = start + 1
  while (at < bytes.length) {
    const char = bytes[at] as string
    if (char === '"') return [text, at + 1]
    if (char !== '\\') {
      text += char
      at++
      continue
    }
    const code = /^x([0-9a-fA-F]{2})/.exec(bytes.slice(at + 1, at + 4))?.[1]
    if (code !== undefined) {
      text += String.fromCharCode(Number.parseInt(code, 16))
      at += 4
    } else {
      const escaped = bytes[at + 1] ?? ''
      text += ESCAPES[escaped] ?? escaped
      at += 2
    }
  }
  throw new Error(`a quote is not closed: ${bytes}`)
}

function singleQuoted(bytes: string, start: number): [text: string, end: number] {
  let text = ''
  let at = start + 1
  while (at < bytes.length) {
    if (bytes[at] === "'") return [text, at + 1]
    if (bytes[at] === '\\' && bytes[at + 1] === "'") at++
    text += bytes[at]
    at++
  }
  throw new Error(`a quote is not closed: ${bytes}`)
}
