/** What a value must be, in words, and a test whether it is. */
export type Kind = readonly [words: string, isSo: (value: unknown) => boolean]

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
const isText = (value: unknown): boolean => typeof value === 'string'
const isNumber = (value: unknown): boolean => typeof value === 'number' && !Number.isNaN(value)

type Common = 'boolean' | 'text' | 'texts' | 'number' | 'count' | 'object' | 'list' | 'listener'

export const KIND: Readonly<Record<Common, Kind>> = {
  boolean: ['true or false', (value) => typeof value === 'boolean'],
  text: ['a string', isText],
  texts: ['a string or several', (value) => [value].flat().every(isText)],
  number: ['a number', isNumber],
  count: ['a number that is not negative', (value) => isNumber(value) && Number(value) >= 0],
  object: ['an object', (value) => isObject(value) && !(Symbol.iterator in value)],
  list: ['a list', (value) => isObject(value) && Symbol.iterator in value],
  listener: ['a function', (value) => typeof value === 'function'],
}

/** Tests for an object that has at least these properties. */
export function objectWith(...names: readonly string[]): Kind[1] {
  return (value) => isObject(value) && names.every((name) => name in value)
}

/** Why values are refused, if one of them has an unknown name or is invalid; types do not stop every program from passing such. */
export function misfit<K extends string>(
  noun: string,
  values: object,
  kinds: Readonly<Record<K, Kind>>,
): string | undefined {
  for (const [name, value] of Object.entries(values)) {
    if (!Object.hasOwn(kinds, name)) return unknown(noun, name, Object.keys(kinds))
    const [words, isSo] = kinds[name as K]
    if (value !== undefined && !isSo(value)) {
      return `The ${noun} '${name}' must be ${words}, not ${shown(value)}.`
    }
  }
  return undefined
}

export function shown(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`
  if (!isObject(value)) return String(value)
  return Symbol.iterator in value ? 'a list' : 'an object'
}

function unknown(noun: string, name: string, all: readonly string[]): string {
  const near = all.find((known) => areNear(known, name))
  const hint = near === undefined ? '' : ` Did you mean '${near}'?`
  return `There is no ${noun} '${name}'.${hint}`
}

/** Whether no more than two letters differ, in one place and whatever their case. */
function areNear(known: string, name: string): boolean {
  let [a, b] = [known.toLowerCase(), name.toLowerCase()]
  while (a !== '' && a[0] === b[0]) [a, b] = [a.slice(1), b.slice(1)]
  while (a !== '' && a.at(-1) === b.at(-1)) [a, b] = [a.slice(0, -1), b.slice(0, -1)]
  return a.length <= 2 && b.length <= 2
}
