import { readFileSync } from 'node:fs'
import { type Mutant, pathOf } from './mutant.ts'
import { plantProbes } from './probes.ts'
import { allScenes, likestFirst, type Played, type Scene } from './scenes.ts'
import { playScenes } from './stage.ts'
import { comingBy, passes } from './tests.ts'

/** Who noticed a mutant: `time` where nothing went on, or the process ended. */
export type Verdict = 'transcripts' | 'tests' | 'time' | 'nobody'

/** Several times as long as the slowest file of tests takes. */
const PATIENCE_MS = 5 * 60_000

/** What looks at rows of commands, which are made when the sources are imported; so do the tests of their own package. */
const TABLE_TESTS: readonly string[] = ['conformance/src/table.test.ts']

/** Hears what became of a mutant. */
export type Hear = (mutant: Mutant, verdict: Verdict) => void

/**
 * Lets the suite judge mutants: first, of each, those sections of transcripts that come by its place; then, of those that are left,
 * those files of tests. Which they are is found out by running everything once, with probes at all mutants' places.
 */
export async function judge(mutants: readonly Mutant[], folder: string, hear: Hear): Promise<void> {
  const unnoticed: Mutant[] = []
  const scenes = await scenesComingBy(mutants, folder)
  for (const [at, mutant] of mutants.entries()) {
    const verdict = await verdictOfTranscripts(mutant, scenes[at] ?? [], folder)
    if (verdict === 'nobody') unnoticed.push(mutant)
    else hear(mutant, verdict)
  }
  if (unnoticed.length === 0) return
  const files = await testsComingBy(unnoticed, folder)
  for (const [at, mutant] of unnoticed.entries()) {
    hear(mutant, await verdictOfTests(mutant, files[at] ?? [], folder))
  }
}

async function scenesComingBy(mutants: readonly Mutant[], folder: string): Promise<Scene[][]> {
  const scenes: Scene[][] = mutants.map(() => [])
  const always = alwaysReached(mutants)
  const probes = { kind: 'probes', mutants } as const
  const ending = await playScenes(probes, allScenes(), folder, (played, scene) => {
    // One that disagrees with the sources as they are is no witness.
    if (played.disagreement !== '') console.log(`left out: ${scene.path}, ${played.disagreement}`)
    else for (const id of [...played.comeBy, ...always]) scenes[id]?.push(scene)
    return false
  })
  if (ending !== 'through') throw new Error(`the transcripts with probes: ${ending}`)
  return scenes
}

async function verdictOfTranscripts(
  mutant: Mutant,
  scenes: readonly Scene[],
  folder: string,
): Promise<Verdict> {
  if (scenes.length === 0) return 'nobody'
  const planting = { kind: 'mutant', mutants: [mutant] } as const
  const noticed = ({ disagreement }: Played): boolean => disagreement !== ''
  const ending = await playScenes(planting, likestFirst(scenes, mutant.file), folder, noticed)
  if (ending === 'enough') return 'transcripts'
  return ending === 'through' ? 'nobody' : 'time'
}

async function testsComingBy(mutants: readonly Mutant[], folder: string): Promise<string[][]> {
  const files = await comingBy({ kind: 'probes', mutants }, folder)
  for (const id of alwaysReached(mutants)) {
    const own = mutants[id]?.file.split('/').slice(0, 2).join('/') as string
    files[id] = [...TABLE_TESTS, own]
  }
  return files
}

async function verdictOfTests(
  mutant: Mutant,
  files: readonly string[],
  folder: string,
): Promise<Verdict> {
  if (files.length === 0) return 'nobody'
  const planting = { kind: 'mutant', mutants: [mutant] } as const
  return (await passes(planting, files, folder, PATIENCE_MS)) ? 'nobody' : 'tests'
}

/** Those of the mutants whose place runs when the sources are imported. */
function alwaysReached(mutants: readonly Mutant[]): number[] {
  return mutants.flatMap((mutant, id) => {
    const source = readFileSync(pathOf(mutant), 'utf8')
    return plantProbes(source, [{ id, at: mutant.start }]).always
  })
}
