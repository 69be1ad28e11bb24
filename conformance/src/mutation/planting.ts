import { type Mutant, pathOf, plantMutant } from './mutant.ts'
import { plantProbes } from './probes.ts'

/** What is to be done to the sources: one mutant planted, or a probe at each, numbered as in the list. */
export interface Planting {
  readonly kind: 'mutant' | 'probes'
  readonly mutants: readonly Mutant[]
}

/** A plugin of Rolldown and Vite which does it. */
export interface PlantingPlugin {
  readonly name: string
  readonly enforce: 'pre'
  transform(code: string, id: string): { code: string; map: { mappings: '' } } | null
}

export function plantingPlugin({ kind, mutants }: Planting): PlantingPlugin {
  const paths = mutants.map(pathOf)
  return {
    name: 'planting',
    enforce: 'pre',
    transform(code, id) {
      const path = id.split('?')[0] as string
      const first = paths.indexOf(path)
      if (first === -1) return null
      // No map: nobody looks at where in the sources something was thrown.
      const map = { mappings: '' } as const
      if (kind === 'mutant') return { code: plantMutant(code, mutants[first] as Mutant), map }
      const probes = mutants.flatMap(({ start }, i) =>
        paths[i] === path ? [{ id: i, at: start }] : [],
      )
      return { code: plantProbes(code, probes).source, map }
    },
  }
}
