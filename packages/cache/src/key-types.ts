/** What may be the value of a parameter of a key pattern. */
export type KeyField = string | number | boolean | bigint

/** A key of a keyspace: one field, or an object whose fields are the pattern's parameters. */
export type Key = KeyField | object

/** The parameters that a pattern names: `'a' | 'b'` of `'x/:a/{:b}'`. */
export type ParametersOf<P extends string> = P extends `${infer Segment}/${infer Rest}`
  ? ParameterIn<Segment> | ParametersOf<Rest>
  : ParameterIn<P>

type ParameterIn<Segment extends string> = Segment extends `{:${infer Name}}`
  ? Name
  : Segment extends `:${infer Name}`
    ? Name
    : never

/** The type of key that follows from a pattern, if the program names no type of its own. */
export type KeyFor<P extends string> = string extends P
  ? KeyField
  : IsUnion<ParametersOf<P>> extends true
    ? { readonly [Name in ParametersOf<P>]: KeyField }
    : KeyField | { readonly [Name in ParametersOf<P>]: KeyField }

/** The key type that was named, or else the one that follows from the pattern. */
export type KeyOf<K extends Key, P extends string> = [K] extends [never] ? KeyFor<P> : K

/** The patterns that can make keys of type K: with a parameter for each field. `never` if K cannot be a key. */
export type PatternFor<K> = [K] extends [never]
  ? string
  : IsAny<K> extends true
    ? never
    : [K] extends [KeyField]
      ? `${string}:${string}`
      : [K[keyof K]] extends [KeyField]
        ? [Exclude<keyof K, string>] extends [never]
          ? AllNamed<Extract<keyof K, string>>
          : never
        : never

type AllNamed<Names extends string> = (
  Names extends string
    ? (pattern: `${string}:${Names}${string}`) => void
    : never
) extends (pattern: infer Pattern) => void
  ? Pattern
  : never

type IsAny<T> = 0 extends 1 & T ? true : false

type IsUnion<T, U = T> = [T] extends [never]
  ? false
  : T extends unknown
    ? [U] extends [T]
      ? false
      : true
    : never
