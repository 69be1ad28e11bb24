import { isDeepStrictEqual } from 'node:util'
import type { CommandParity, Parity } from './measure.ts'

/** One line for each command of which the committed report says something else than was measured now. */
export function changesSince(committed: Parity, measured: Parity): string[] {
  const names = [...new Set([...Object.keys(committed), ...Object.keys(measured)])].sort()
  return names.flatMap((name) => {
    const [before, now] = [committed[name], measured[name]]
    if (isDeepStrictEqual(before, now)) return []
    if (before === undefined) return [`${name}: is new`]
    if (now === undefined) return [`${name}: is no more`]
    return [`${name}: ${changeOf(before, now).join('; ')}`]
  })
}

function changeOf(before: CommandParity, now: CommandParity): string[] {
  const changes: string[] = []
  if (before.info !== now.info) changes.push(`COMMAND INFO was ${before.info}, is ${now.info}`)
  changes.push(...changeOfList('lacks', before.lacking, now.lacking))
  changes.push(...changeOfList('leaves unused', before.unused, now.unused))
  changes.push(...changeOfList('differs in', before.differences, now.differences))
  if (before.cases !== now.cases || before.options !== now.options) changes.push('other cases')
  return changes
}

function changeOfList(verb: string, before: readonly string[], now: readonly string[]): string[] {
  return [
    ...now.filter((each) => !before.includes(each)).map((each) => `now ${verb} ${each}`),
    ...before.filter((each) => !now.includes(each)).map((each) => `no longer ${verb} ${each}`),
  ]
}
