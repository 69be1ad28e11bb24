import type { Bytes } from '@resident/bytes'
import { untilZero } from '@resident/commands'
import { splitInline } from '@resident/protocol'
import { err, NAME_LETTERS } from '../errors.ts'
import { isName } from './library.ts'

/** The one engine that there is, as Redis spells it. */
export const ENGINE = 'LUA' as Bytes

/** What a library's first line says. */
export interface LibraryMetadata {
  readonly name: Bytes
  /** The code to compile. It begins with the end of the first line, so that lines keep their numbers. */
  readonly code: Bytes
}

/** Reads `#!lua name=mylib`. */
export function readMetadata(source: Bytes): LibraryMetadata {
  if (!source.startsWith('#!')) throw err('Missing library metadata')
  const end = untilZero(source).indexOf('\n')
  const parts = end === -1 ? undefined : splitInline(source.slice(0, end))
  if (parts === undefined || parts.length === 0) throw err('Invalid library metadata')
  const [engine, ...options] = parts
  const name = nameIn(options)
  if (!isName(name)) throw NAME_LETTERS
  const engineName = engine!.slice('#!'.length)
  if (engineName.toUpperCase() !== ENGINE) throw err(`Engine '${engineName}' not found`)
  return { name, code: source.slice(end) as Bytes }
}

function nameIn(options: readonly Bytes[]): Bytes {
  let name: Bytes | undefined
  for (const option of options) {
    if (!/^name=/i.test(option)) throw err(`Invalid metadata value given: ${option}`)
    if (name !== undefined) {
      throw err('Invalid metadata value, name argument was given multiple times')
    }
    name = option.slice('name='.length) as Bytes
  }
  if (name === undefined) throw err('Library name was not given')
  return name
}
