import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DOCS } from '../paths.ts'

/** A row of docs/differences.md. */
export interface Difference {
  /** The heading above it, which is its reason. */
  readonly reason: string
  readonly what: string
  readonly redis: string
  readonly resident: string
}

/** Every row of every table of docs/differences.md, in order. */
export function readDifferences(): Difference[] {
  const rows: Difference[] = []
  let reason = ''
  for (const line of readFileSync(join(DOCS, 'differences.md'), 'utf8').split('\n')) {
    if (line.startsWith('## ')) reason = line.slice(3)
    const cells = /^\| (.*) \|$/.exec(line)?.[1]?.split(' | ')
    if (cells?.length !== 3) continue
    const [what, redis, resident] = cells as [string, string, string]
    if (what !== 'what') rows.push({ reason, what, redis, resident })
  }
  return rows
}

/** The commands that a row names in its first cell, in capitals: the longest name that fits, `config|set` before `config`. */
export function commandsNamed({ what }: Difference, names: ReadonlySet<string>): string[] {
  const named = new Set<string>()
  for (const [, first = '', second] of what.matchAll(/\b([A-Z][A-Z_-]+)(?: ([A-Z][A-Z-]+))?/g)) {
    const name = first.toLowerCase()
    const full = `${name}|${second?.toLowerCase()}`
    if (names.has(full)) named.add(full)
    else {
      if (names.has(name)) named.add(name)
      if (second !== undefined && names.has(second.toLowerCase())) named.add(second.toLowerCase())
    }
  }
  return [...named]
}
