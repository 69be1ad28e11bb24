import { CacheError } from './errors.ts'
import type { KeyField } from './key-types.ts'

/** Keys that start with this are reserved for the locks of getOrSet. */
export const RESERVED = '__resident'

/** The part of a pattern between two slashes. `tagged` means in braces, which Redis Cluster takes as the key's hash tag. */
type Segment =
  | { readonly literal: string }
  | { readonly parameter: string; readonly tagged: boolean }

/**
 * A pattern such as `"user/:userId/region/:region"`, which makes keys from objects or from single values.
 *
 * Parameter values are escaped, so that different values never make the same key: `/` as `\/` and `\` as `\\`; half a
 * surrogate pair, which UTF-8 cannot express, as `\u` and its number; and if the pattern has a hash tag, `{` as `\(` and `}`
 * as `\)`, so that the tag is the one that the pattern means.
 */
export class KeyPattern {
  readonly text: string
  readonly #segments: readonly Segment[]
  readonly #names: readonly string[]
  /** The text before each parameter and, at the end, after the last one. */
  readonly #between: readonly string[]
  readonly #special: RegExp
  readonly #mayBeReserved: boolean

  constructor(text: string) {
    this.text = text
    this.#segments = parse(text)
    this.#names = this.#segments.flatMap((each) => ('parameter' in each ? [each.parameter] : []))
    this.#between = betweenParameters(this.#segments)
    const tagged = text.includes('{')
    this.#special = tagged ? /[\\/{}\ud800-\udfff]/ : /[\\/\ud800-\udfff]/
    this.#mayBeReserved = this.#between[0] === ''
  }

  /** Throws a CacheError INVALID_KEY if a field is missing, unknown or not a string, number, boolean or bigint. */
  toKey(key: unknown): string {
    const text = typeof key === 'object' && key !== null ? this.#ofFields(key) : this.#ofOne(key)
    if (this.#mayBeReserved && text.startsWith(RESERVED)) {
      throw new CacheError('INVALID_KEY', `keys that start with ${RESERVED} are reserved`)
    }
    return text
  }

  /** Whether both patterns could make the same key. */
  overlaps(other: KeyPattern): boolean {
    if (this.#segments.length !== other.#segments.length) return false
    return this.#segments.every((mine, i) => meet(mine, other.#segments[i] as Segment))
  }

  #ofOne(value: unknown): string {
    if (this.#names.length !== 1) {
      throw new CacheError(
        'INVALID_KEY',
        `the key of '${this.text}' must be an object with the fields ${this.#names.join(', ')}`,
      )
    }
    return this.#between[0] + this.#said(value, this.#names[0] as string) + this.#between[1]
  }

  #ofFields(fields: object): string {
    const names = this.#names
    const values = fields as Readonly<Record<string, unknown>>
    let text = this.#between[0] as string
    for (let i = 0; i < names.length; i++) {
      const name = names[i] as string
      text +=
        this.#said(Object.hasOwn(values, name) ? values[name] : undefined, name) +
        this.#between[i + 1]
    }
    for (const name in values) {
      if (!names.includes(name)) {
        throw new CacheError('INVALID_KEY', `'${this.text}' has no parameter '${name}'`)
      }
    }
    return text
  }

  #said(value: unknown, name: string): string {
    if (typeof value === 'string') return this.#special.test(value) ? this.#escaped(value) : value
    if (isField(value)) return String(value)
    const what = value === undefined ? 'is missing' : `cannot be ${describe(value)}`
    throw new CacheError('INVALID_KEY', `the field '${name}' of '${this.text}' ${what}`)
  }

  #escaped(value: string): string {
    let text = value.replaceAll('\\', '\\\\').replaceAll('/', '\\/')
    if (this.text.includes('{')) text = text.replaceAll('{', '\\(').replaceAll('}', '\\)')
    return text.replace(/\p{Cs}/gu, (half) => `\\u${half.charCodeAt(0).toString(16)}`)
  }
}

function parse(text: string): Segment[] {
  if (typeof text !== 'string' || text === '') throw refusal(text, 'is empty')
  if (text.startsWith(RESERVED)) throw refusal(text, `starts with ${RESERVED}, which is reserved`)
  if (text.includes('\\')) throw refusal(text, 'has a backslash')
  const segments = text.split('/').map((segment) => parseSegment(segment, text))
  const names = segments.flatMap((each) => ('parameter' in each ? [each.parameter] : []))
  if (names.length === 0) throw refusal(text, 'has no parameter: one is written as :name')
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) throw refusal(text, `names :${twice} twice`)
  if (text.split('{').length > 2) throw refusal(text, 'has two hash tags')
  return segments
}

function parseSegment(segment: string, text: string): Segment {
  const tagged = segment.startsWith('{') && segment.endsWith('}')
  const inner = tagged ? segment.slice(1, -1) : segment
  if (/[{}]/.test(inner)) {
    throw refusal(text, `has a hash tag that is not a whole segment, in '${segment}'`)
  }
  if (tagged && inner === '') throw refusal(text, 'has an empty hash tag')
  if (!inner.startsWith(':')) {
    if (inner.includes(':')) throw refusal(text, `has ':' within the segment '${segment}'`)
    if (/\p{Cs}/u.test(segment)) throw refusal(text, 'has half a surrogate pair')
    return { literal: segment }
  }
  const parameter = inner.slice(1)
  if (!/^[A-Za-z_$][\w$]*$/.test(parameter))
    throw refusal(text, `has no name after ':' in '${segment}'`)
  return { parameter, tagged }
}

function refusal(text: string, why: string): CacheError {
  return new CacheError('DECLARATION', `the key pattern '${String(text)}' ${why}`)
}

function betweenParameters(segments: readonly Segment[]): string[] {
  const between = ['']
  segments.forEach((segment, i) => {
    const last = between.length - 1
    const slash = i === 0 ? '' : '/'
    if ('literal' in segment) between[last] += slash + segment.literal
    else {
      between[last] += slash + (segment.tagged ? '{' : '')
      between.push(segment.tagged ? '}' : '')
    }
  })
  return between
}

function meet(a: Segment, b: Segment): boolean {
  if ('literal' in a) return 'literal' in b ? a.literal === b.literal : canBe(b, a.literal)
  return 'literal' in b ? canBe(a, b.literal) : true
}

function canBe(parameter: { readonly tagged: boolean }, literal: string): boolean {
  return !parameter.tagged || (literal.startsWith('{') && literal.endsWith('}'))
}

function isField(value: unknown): value is KeyField {
  if (typeof value === 'number') return Number.isFinite(value)
  return typeof value === 'boolean' || typeof value === 'bigint'
}

function describe(value: unknown): string {
  if (value === null || typeof value === 'number') return String(value)
  return Array.isArray(value) ? 'an array' : `of type ${typeof value}`
}
