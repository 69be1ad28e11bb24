import { readFileSync } from 'node:fs'
import { CacheError } from '../errors.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** Reads an object of a configuration field by field. Its methods throw a CacheError CONFIG that names the field at fault. */
export class Fields {
  readonly #raw: Readonly<Record<string, unknown>>
  readonly #path: string
  readonly #environment: Environment
  readonly #asked = new Set<string>()

  constructor(raw: unknown, path: string, environment: Environment) {
    if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
      throw new CacheError('CONFIG', `${path} must be an object`)
    }
    this.#raw = raw as Readonly<Record<string, unknown>>
    this.#path = path
    this.#environment = environment
  }

  get names(): string[] {
    return Object.keys(this.#raw)
  }

  any(name: string): unknown {
    this.#asked.add(name)
    return this.#raw[name]
  }

  /** A text, or `{ "$env": … }` or `{ "$file": … }` in its place. */
  text(name: string): string | undefined {
    const value = this.any(name)
    if (value === undefined || typeof value === 'string') return value
    if (typeof value === 'object' && value !== null) return this.#elsewhere(name, value)
    throw this.refusal(name, 'must be a text, or { "$env": "NAME" }')
  }

  required(name: string): string {
    const value = this.text(name)
    if (value === undefined) throw this.refusal(name, 'is missing')
    return value
  }

  boolean(name: string): boolean | undefined {
    const value = this.any(name)
    if (value === undefined || typeof value === 'boolean') return value
    throw this.refusal(name, 'must be true or false')
  }

  /** A whole number from `least`. */
  count(name: string, least: number): number | undefined {
    const value = this.any(name)
    if (value === undefined) return undefined
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value
    throw this.refusal(name, `must be a whole number from ${least}`)
  }

  texts(name: string): string[] {
    const value = this.any(name)
    const isList = Array.isArray(value) && value.every((each) => typeof each === 'string')
    if (isList && value.length > 0) return value
    throw this.refusal(name, 'must be a list of addresses')
  }

  object(name: string): Fields | undefined {
    const value = this.any(name)
    if (value === undefined) return undefined
    return new Fields(value, `${this.#path}.${name}`, this.#environment)
  }

  /** To be called last: refuses fields that were not read, which are mostly misspelt names. */
  done(): void {
    const unknown = this.names.find((name) => !this.#asked.has(name))
    if (unknown !== undefined) {
      throw this.refusal(unknown, `is unknown here; there are: ${[...this.#asked].join(', ')}`)
    }
  }

  refusal(name: string, why: string, cause?: unknown): CacheError {
    return new CacheError('CONFIG', `${this.#path}.${name} ${why}`, { cause })
  }

  #elsewhere(name: string, value: object): string {
    const [kind, place] = Object.entries(value)[0] ?? []
    if (kind === '$env' && typeof place === 'string') {
      const found = this.#environment[place]
      if (found === undefined) throw this.refusal(name, `needs the environment variable ${place}`)
      return found
    }
    if (kind !== '$file' || typeof place !== 'string') {
      throw this.refusal(name, 'must be a text, { "$env": "NAME" } or { "$file": "path" }')
    }
    try {
      return readFileSync(place, 'utf8')
    } catch (cause) {
      throw this.refusal(name, `needs the file ${place}, which cannot be read`, cause)
    }
  }
}
