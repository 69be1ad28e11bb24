import { parseInteger } from '@resident/bytes'
import type { Argv, Command, KeyFind, KeyPlace, KeySearch, KeySpec } from './command.ts'
import { countedKeys } from './key-finders.ts'
import { untilZero } from './until-zero.ts'

const NONE: readonly KeyPlace[] = []

/** Whether a command may have keys at all. */
export function takesKeys(command: Command): boolean {
  return command.keys?.some((spec) => !spec.flags.includes('not_key')) ?? false
}

/** Whether COMMAND INFO's three numbers cannot say where all its keys are. */
export function hasMovableKeys(command: Command): boolean {
  return command.keys?.some((spec) => rangeOf(spec) === undefined) ?? false
}

/**
 * Where a request's keys are, in the order of the key specs.
 *
 * For most commands the specs say it. A command that they do not describe completely has `findKeys`.
 */
export function keysOf(command: Command, argv: Argv): readonly KeyPlace[] {
  const specs = command.keys
  if (specs === undefined) return NONE
  if (command.findKeys === undefined) {
    return keysBySpecs(specs, argv) ?? countedKeys(specs, argv) ?? NONE
  }
  const varies = specs.some((spec) => spec.flags.includes('variable_flags'))
  return (varies ? undefined : keysBySpecs(specs, argv)) ?? command.findKeys(argv)
}

/**
 * The same as a cluster and CLIENT TRACKING find them: by the command's own function where it has one, and not by the
 * specs. The two differ in their order, or where the request is refused anyway.
 */
export function ownKeysOf(command: Command, argv: Argv): readonly KeyPlace[] {
  return command.findKeys?.(argv) ?? countedKeys(command.keys ?? [], argv) ?? keysOf(command, argv)
}

/** `undefined` if a spec is incomplete, or the request does not fit it. */
function keysBySpecs(specs: readonly KeySpec[], argv: Argv): readonly KeyPlace[] | undefined {
  const places: KeyPlace[] = []
  for (const spec of specs) {
    if (spec.flags.includes('not_key')) continue
    if (spec.begin === 'unknown') return undefined
    const begin = findBegin(spec.begin, argv)
    if (begin === undefined) continue
    const span = spec.find === 'unknown' ? undefined : findSpan(spec.find, begin, argv)
    if (span === undefined || span.first > span.last || span.last >= argv.length) return undefined
    for (let index = span.first; index <= span.last; index += span.step) {
      places.push({ index, flags: spec.flags })
    }
    if (spec.flags.includes('incomplete')) return undefined
  }
  return places
}

/** Where a spec's keys begin; `undefined` if its keyword is not there. */
function findBegin(search: Exclude<KeySearch, 'unknown'>, argv: Argv): number | undefined {
  if ('index' in search) return search.index
  const { keyword, startFrom } = search
  // As in Redis, a search forwards leaves out the last argument, and one backwards the first.
  const [from, to, step] =
    startFrom > 0 ? [startFrom, argv.length - 1, 1] : [argv.length + startFrom, 1, -1]
  for (let i = from; (to - i) * step > 0; i += step) {
    if (untilZero(argv[i]!).toUpperCase() === keyword) return i + 1
  }
  return undefined
}

interface Span {
  readonly first: number
  /** The last key's index, or that of the last place where one could be. */
  readonly last: number
  readonly step: number
}

function findSpan(find: Exclude<KeyFind, 'unknown'>, begin: number, argv: Argv): Span | undefined {
  if ('countAt' in find) {
    const count = parseInteger(argv[begin + find.countAt] ?? '')
    if (count === undefined || count < 0) return undefined
    const first = begin + find.first
    // Redis uses only the lower 32 bits of the count.
    return { first, last: first + (count | 0) - 1, step: find.step }
  }
  const { last, step, limit } = find
  if (last >= 0) return { first: begin, last: begin + last, step }
  if (limit === 0) return { first: begin, last: argv.length + last, step }
  return { first: begin, last: begin + Math.floor((argv.length - begin) / limit) + last, step }
}

/** COMMAND INFO's "first key, last key, step", the last counted from the end where negative; zeros if there is none. */
export function legacyRange(command: Command): readonly [number, number, number] {
  const ranges = (command.keys ?? []).map(rangeOf).filter((range) => range !== undefined)
  const [only] = ranges
  if (only === undefined) return [0, 0, 0]
  if (command.keys?.length === 1) return [only.first, only.last, only.step]
  let { first, last } = only
  for (const [i, range] of ranges.entries()) {
    if (range.step !== 1 || (i > 0 && range.first !== last + 1)) break
    first = Math.min(first, range.first)
    last = range.last
  }
  return [first, last, 1]
}

/** A spec that says "from here to there", with absolute ends; `undefined` for all others. */
function rangeOf({ begin, find }: KeySpec): Span | undefined {
  if (begin === 'unknown' || find === 'unknown') return undefined
  if (!('index' in begin) || !('last' in find)) return undefined
  const last = find.last >= 0 ? begin.index + find.last : find.last
  return { first: begin.index, last, step: find.step }
}
