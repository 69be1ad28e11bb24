import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { allTranscripts, ROOT, shortPath } from '../paths.ts'
import { parseTranscript, type Section } from '../transcript/parse.ts'

/** A section of a transcript, and how it is played. */
export interface Scene {
  /** The transcript's, from the top of the repository. */
  readonly path: string
  /** Which of its sections. */
  readonly index: number
  readonly engine: 'btree' | 'map'
  readonly resp: 2 | 3
}

/** What came of a scene. */
export interface Played {
  /** Empty where all was as the transcript says. */
  readonly disagreement: string
  /** The probes that were come by. */
  readonly comeBy: readonly number[]
}

/** Together they reach whatever is above the transport. */
const WAYS = [
  { engine: 'btree', resp: 2 },
  { engine: 'map', resp: 3 },
] as const

export function allScenes(): Scene[] {
  return allTranscripts().flatMap((path) =>
    sectionsOf(path).flatMap((_, index) =>
      WAYS.map((way) => ({ path: shortPath(path), index, ...way })),
    ),
  )
}

export function sectionOf({ path, index }: Scene): Section {
  return sectionsOf(join(ROOT, path))[index] as Section
}

const parsed = new Map<string, readonly Section[]>()

function sectionsOf(path: string): readonly Section[] {
  const sections = parsed.get(path) ?? parseTranscript(readFileSync(path, 'utf8')).sections
  parsed.set(path, sections)
  return sections
}

/** Words that tell nothing of what a file is about. */
const COMMON: readonly string[] = ['packages', 'commands', 'src', 'ts', 'transcript', 'engine']

function wordsOf(path: string): string[] {
  return path.split(/[^a-z0-9]+/).filter((word) => !COMMON.includes(word))
}

/** Scenes of those transcripts first whose names are likest to the source's. */
export function likestFirst(scenes: readonly Scene[], source: string): Scene[] {
  const words = new Set(wordsOf(source))
  const likeness = ({ path }: Scene): number => {
    const own = wordsOf(path)
    return own.filter((word) => words.has(word)).length / Math.sqrt(own.length)
  }
  return [...scenes].sort((a, b) => likeness(b) - likeness(a))
}
