import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Bytes, fromUtf8, toUtf8 } from '@resident/bytes'
import { globMatches } from '@resident/commands'

const WILD = /[*?[]/

/** The paths that match a path with `*`, `?` or `[` in its parts, in order; the path itself if it has none of these. */
export function expandWildcards(path: Bytes, folder: string): readonly Bytes[] {
  if (!WILD.test(path)) return [path]
  let found: readonly string[] = [path.startsWith('/') ? '/' : '']
  for (const part of path.split('/').filter((each) => each !== '')) {
    found = found.flatMap((parent) => below(parent, part as Bytes, folder))
  }
  return found.map((each) => each as Bytes)
}

function below(parent: string, part: Bytes, folder: string): readonly string[] {
  const prefix = parent === '' || parent.endsWith('/') ? parent : `${parent}/`
  if (!WILD.test(part)) return [`${prefix}${part}`]
  return namesIn(resolve(folder, toUtf8(parent as Bytes)))
    .filter((name) => globMatches(part, name) && (part.startsWith('.') || !name.startsWith('.')))
    .map((name) => `${prefix}${name}`)
}

function namesIn(folder: string): readonly Bytes[] {
  try {
    return readdirSync(folder).sort().map(fromUtf8)
  } catch {
    return []
  }
}
