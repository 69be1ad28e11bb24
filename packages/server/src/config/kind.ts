/** Why a value is invalid, in Redis's words. */
export class Refusal {
  readonly reason: string

  constructor(reason: string) {
    this.reason = reason
  }
}

/**
 * Reads a value as CONFIG SET gets it; returns it as CONFIG GET shows it, or why it is invalid.
 *
 * `current` is the present value: a few parameters can be changed in part.
 */
export type Kind = (text: string, current: string) => string | Refusal

/**
 * What CONFIG SET may do. `immutable`: set at start only; `protected`: the same, unless
 * enable-protected-configs allows more; `hidden`: changed freely, but shown only if asked for by
 * its full name.
 */
export type Access = 'immutable' | 'protected' | 'hidden'

/** One parameter of redis.conf. */
export interface Parameter {
  readonly name: string
  /** The default. */
  readonly initial: string
  readonly kind: Kind
  readonly access: Access | undefined
}
