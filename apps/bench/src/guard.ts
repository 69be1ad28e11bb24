import { figure } from './report.ts'
import { type Row, ratioOf, type SuiteResult } from './result.ts'
import type { Results } from './results-file.ts'

/** So much more than the committed ratio is a loss. */
const TOLERATED = 1.15

/** A row's ratio, as it was committed and as it is. */
export interface Change {
  readonly name: string
  readonly was: number
  readonly is: number
}

/** Of all rows but those that nobody committed, or whose ratio is too noisy. */
export function changesOf(result: SuiteResult, committed: Results): Change[] {
  const before = new Map(committed[result.suite]?.rows.map((row) => [keyOf(row), row]))
  return result.rows.flatMap((row) => {
    const known = before.get(keyOf(row))
    const was = known === undefined ? undefined : ratioOf(known)
    const is = ratioOf(row)
    if (was === undefined || is === undefined || !was.sound || !is.sound) return []
    return [{ name: keyOf(row), was: was.middle, is: is.middle }]
  })
}

export function isLoss({ was, is }: Change): boolean {
  return is > was * TOLERATED
}

/** Measures, and where something is lost once more, after `again`; resolves to what was lost both times. */
export async function lostTwice(
  measure: () => Promise<readonly Change[]>,
  again: (first: readonly Change[]) => void,
): Promise<readonly Change[]> {
  const first = await measure()
  if (first.length === 0) return []
  again(first)
  const second = await measure()
  return second.filter(({ name }) => first.some((each) => each.name === name))
}

export function told({ name, was, is }: Change): string {
  return `${name}: ${figure(is)}, was ${figure(was)}`
}

function keyOf(row: Row): string {
  return [row.group, row.name, row.unit].filter((part) => part !== undefined).join(', ')
}
