import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Bytes, fromUtf8, toUtf8 } from '@resident/bytes'
import { systemWords } from '../system-words.ts'
import { type Kind, Refusal } from './kind.ts'

/** An existing folder; shown as an absolute path, even if it was given relative to the one before. */
export const directory: Kind = (text, current) => {
  const path = text === '' ? '' : resolve(toUtf8(current as Bytes), toUtf8(text as Bytes))
  try {
    return statSync(path).isDirectory() ? fromUtf8(path) : new Refusal('Not a directory')
  } catch (error) {
    return new Refusal(systemWords(error))
  }
}
