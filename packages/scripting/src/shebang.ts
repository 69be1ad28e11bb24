import type { Bytes } from '@resident/bytes'
import { untilZero } from '@resident/commands'
import { splitInline } from '@resident/protocol'
import { err } from './errors.ts'
import { FLAG_NAMES, Flag } from './script-flags.ts'

/** What a script says of itself in its first line. */
export interface Shebang {
  /** Bits of `Flag`. */
  readonly flags: number
  /** What there is to compile: the line's end stays, so that lines keep their numbers. */
  readonly code: Bytes
}

/** Reads `#!lua flags=no-writes,allow-oom`. Throws where the line is there and says something else. */
export function readShebang(source: Bytes): Shebang {
  if (!source.startsWith('#!')) return { flags: Flag.UNDECLARED, code: source }
  const end = untilZero(source).indexOf('\n')
  if (end === -1) throw err('Invalid script shebang')
  const parts = splitInline(source.slice(0, end))
  if (parts === undefined || parts.length === 0) throw err('Invalid engine in script shebang')
  const [engine, ...options] = parts
  if (engine !== '#!lua') throw err(`Unexpected engine in script shebang: ${engine!}`)
  return { flags: flagsOf(options), code: source.slice(end) as Bytes }
}

function flagsOf(options: readonly Bytes[]): number {
  let flags = 0
  for (const option of options) {
    if (!option.startsWith('flags=')) throw err(`Unknown lua shebang option: ${option}`)
    const names = option.slice('flags='.length)
    for (const name of names === '' ? [] : names.split(',')) {
      const flag = FLAG_NAMES.get(name)
      if (flag === undefined) throw err(`Unexpected flag in script shebang: ${name}`)
      flags |= flag
    }
  }
  return flags
}
