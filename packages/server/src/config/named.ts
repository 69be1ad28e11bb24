import type { Parameter } from './kind.ts'
import { ALIASES, PARAMETERS } from './parameters.ts'

/** A parameter by one of its names. */
export interface Named {
  readonly name: string
  readonly parameter: Parameter
}

/** All parameters, by all their names; the names are in lower case. */
export const BY_NAME: ReadonlyMap<string, Named> = new Map([
  ...PARAMETERS.map((parameter) => [parameter.name, { name: parameter.name, parameter }] as const),
  ...Object.entries(ALIASES).map(
    ([name, of]) =>
      [name, { name, parameter: PARAMETERS.find((each) => each.name === of)! }] as const,
  ),
])
