import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Dice } from '../generate/dice.ts'
import { PACKAGES, ROOT, shortPath } from '../paths.ts'
import { type Change, changesOf } from './operators.ts'

/** A source with one fault planted in it. */
export interface Mutant extends Change {
  /** From the top of the repository. */
  readonly file: string
  readonly line: number
  /** The lines that it changes, trimmed: as they are, and as they become. */
  readonly before: string
  readonly after: string
}

/** Whose sources faults are planted in. */
const MUTATED: readonly string[] = ['commands', 'keyspace', 'engine-map', 'engine-btree']

/** Sources that only tests import. */
const TESTS_OWN = /\.test\.ts$|\/recorded-keyspace\.ts$/

/** Every mutant there is of the sources whose path contains `only`, in order. */
export function allMutants(only = ''): Mutant[] {
  return MUTATED.flatMap((name) => sourcesUnder(join(PACKAGES, name, 'src')))
    .sort()
    .filter((path) => path.includes(only))
    .flatMap(mutantsOf)
}

function sourcesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => path.endsWith('.ts') && !TESTS_OWN.test(path))
}

function mutantsOf(path: string): Mutant[] {
  const source = readFileSync(path, 'utf8')
  return changesOf(source).map((change) => ({
    ...change,
    file: shortPath(path),
    line: source.slice(0, change.start).split('\n').length,
    ...linesOf(source, change),
  }))
}

function linesOf(source: string, change: Change): Pick<Mutant, 'before' | 'after'> {
  const first = source.lastIndexOf('\n', change.start - 1) + 1
  const end = source.indexOf('\n', change.end)
  const last = end === -1 ? source.length : end
  const trim = (text: string): string => text.replace(/\s+/g, ' ').trim()
  return {
    before: trim(source.slice(first, last)),
    after: trim(source.slice(first, change.start) + change.text + source.slice(change.end, last)),
  }
}

/**
 * Draws so many different mutants by a seed, but for those that are left out: an operator first, each as likely as any other, so
 * that the many strings in the rows of commands do not crowd out what is rarer.
 */
export function drawMutants(
  from: readonly Mutant[],
  count: number,
  seed: number,
  isLeftOut: (mutant: Mutant) => boolean,
): Mutant[] {
  const dice = new Dice(seed)
  const operators = [...new Set(from.map(({ operator }) => operator))]
  const byOperator = operators.map((name) => from.filter(({ operator }) => operator === name))
  const drawn: Mutant[] = []
  while (drawn.length < count && byOperator.length > 0) {
    const operator = dice.below(byOperator.length)
    const left = byOperator[operator] as Mutant[]
    const [mutant] = left.splice(dice.below(left.length), 1)
    if (mutant !== undefined && !isLeftOut(mutant)) drawn.push(mutant)
    if (left.length === 0) byOperator.splice(operator, 1)
  }
  return drawn
}

/** The source with the fault in it. */
export function plantMutant(source: string, { start, end, text }: Mutant): string {
  return source.slice(0, start) + text + source.slice(end)
}

/** Where it is, and what it does. */
export function describeMutant({ file, line, operator, before, after }: Mutant): string {
  return `${file}:${line}  ${operator}\n  - ${before}\n  + ${after}`
}

/** The file of a mutant, absolute. */
export function pathOf({ file }: Mutant): string {
  return join(ROOT, file)
}
