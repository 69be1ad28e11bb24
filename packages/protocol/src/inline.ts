import { ascii, type Bytes } from '@resident/bytes'

const BLANK = /[\t-\r ]/
const ESCAPED: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  a: '\x07',
}

/**
 * Splits a line as Redis's sdssplitargs does; `undefined` if a quote is left open, or is followed
 * by anything but a blank.
 *
 * The escapes in "double quotes" are \n \r \t \b \a and \xHH, in 'single quotes' only \'; quotes may
 * begin in the middle of an argument.
 */
export function splitInline(line: string): Bytes[] | undefined {
  const argv: Bytes[] = []
  let at = 0
  for (;;) {
    while (at < line.length && BLANK.test(line[at]!)) at++
    if (at === line.length) return argv
    let argument = ''
    // In Redis a vertical tab or form feed is a blank between arguments, but does not end one.
    while (at < line.length && !' \n\r\t'.includes(line[at]!)) {
      const char = line[at]!
      if (char !== '"' && char !== "'") {
        argument += char
        at++
        continue
      }
      const close = char === '"' ? doubleQuoted(line, at + 1) : singleQuoted(line, at + 1)
      if (close === undefined) return undefined
      argument += close.text
      at = close.end
      if (at < line.length && !BLANK.test(line[at]!)) return undefined
      break
    }
    argv.push(ascii(argument))
  }
}

interface Quoted {
  readonly text: string
  /** The index after the closing quote. */
  readonly end: number
}

function doubleQuoted(line: string, start: number): Quoted | undefined {
  let text = ''
  for (let at = start; at < line.length; at++) {
    const char = line[at]!
    if (char === '"') return { text, end: at + 1 }
    if (char !== '\\' || at + 1 === line.length) {
      text += char
      continue
    }
    const hex = /^x[0-9a-fA-F]{2}/.exec(line.substring(at + 1, at + 4))
    if (hex !== null) {
      text += String.fromCharCode(Number.parseInt(hex[0].slice(1), 16))
      at += 3
    } else {
      at++
      text += ESCAPED[line[at]!] ?? line[at]!
    }
  }
  return undefined
}

function singleQuoted(line: string, start: number): Quoted | undefined {
  let text = ''
  for (let at = start; at < line.length; at++) {
    const char = line[at]!
    if (char === "'") return { text, end: at + 1 }
    if (char === '\\' && line[at + 1] === "'") at++
    text += line[at]!
  }
  return undefined
}
