import { figure } from './report.ts'
import { type Row, ratioOf, type SuiteResult } from './result.ts'
import type { Results } from './results-file.ts'

/** So much more than the committed ratio is a loss. */
const TOLERATED = 1.15

/** What a row has lost against the committed one. */
export interface Loss {
  readonly name: string
  readonly was: number
  readonly is: number
}

/** Rows whose ratio is worse than the committed one beyond its own spread. Rows that nobody committed, or whose ratio was too noisy, are left out. */
export function lossesOf(result: SuiteResult, committed: Results): Loss[] {
  const before = new Map(committed[result.suite]?.rows.map((row) => [keyOf(row), row]))
  return result.rows.flatMap((row) => {
    const known = before.get(keyOf(row))
    const was = known === undefined ? undefined : ratioOf(known)
    const is = ratioOf(row)
    if (was === undefined || is === undefined || !was.sound || !is.sound) return []
    if (is.middle <= was.middle * TOLERATED) return []
    return [{ name: keyOf(row), was: was.middle, is: is.middle }]
  })
}

/** Measures, and where something is lost once more, after `again`; resolves to what was lost both times. */
export async function lostTwice(
  measure: () => Promise<readonly Loss[]>,
  again: (first: readonly Loss[]) => void,
): Promise<readonly Loss[]> {
  const first = await measure()
  if (first.length === 0) return []
  again(first)
  const second = await measure()
  return second.filter(({ name }) => first.some((each) => each.name === name))
}

export function told({ name, was, is }: Loss): string {
  return `${name}: ${figure(is)}, was ${figure(was)}`
}

function keyOf(row: Row): string {
  return [row.group, row.name, row.unit].filter((part) => part !== undefined).join(', ')
}
