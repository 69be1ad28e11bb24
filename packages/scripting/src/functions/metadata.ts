import type { Bytes } from '@resident/bytes'
import { splitInline } from '@resident/protocol'
import {
  BAD_METADATA,
  badMetadata,
  engineNotFound,
  NAME_LETTERS,
  NO_LIBRARY_NAME,
  NO_METADATA,
  SECOND_NAME,
} from '../errors.ts'
import { isName } from './library.ts'

/** The one engine that there is, as Redis spells it. */
export const ENGINE = 'LUA' as Bytes

/** What a library's first line says. */
export interface LibraryMetadata {
  readonly name: Bytes
  /** What there is to compile: the line's end stays, so that lines keep their numbers. */
  readonly code: Bytes
}

/** Reads `#!lua name=mylib`. */
export function readMetadata(source: Bytes): LibraryMetadata {
  if (!source.startsWith('#!')) throw NO_METADATA
  const end = source.indexOf('\n')
  const parts = end === -1 ? undefined : splitInline(source.slice(0, end))
  if (parts === undefined || parts.length === 0) throw BAD_METADATA
  const [engine, ...options] = parts
  const name = nameIn(options)
  if (!isName(name)) throw NAME_LETTERS
  const engineName = engine!.slice('#!'.length)
  if (engineName.toUpperCase() !== ENGINE) throw engineNotFound(engineName)
  return { name, code: source.slice(end) as Bytes }
}

function nameIn(options: readonly Bytes[]): Bytes {
  let name: Bytes | undefined
  for (const option of options) {
    if (!/^name=/i.test(option)) throw badMetadata(option)
    if (name !== undefined) throw SECOND_NAME
    name = option.slice('name='.length) as Bytes
  }
  if (name === undefined) throw NO_LIBRARY_NAME
  return name
}
