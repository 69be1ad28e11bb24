import type { Time } from './clock.ts'

export type Seeks = 'nothing' | 'one' | 'each'

/** What an operation does, whatever the key: one constant a method. */
export interface Operation {
  /** As observers and errors name it: `pop left`, `set if not exists`. */
  readonly name: string
  /** The Redis command, in capitals: ioredis would give the replies of some lower-case names shapes of its own. */
  readonly command: string
  readonly writes: boolean
  /** Whether doing it twice is as good as once, for the data and for the answer: it may be sent again. */
  readonly repeatable: boolean
  /** Whether it finds something or not, or several, each of which is a hit or a miss. */
  readonly seeks: Seeks
}

/** An operation that only reads. */
export function reading(name: string, command: string, seeks: Seeks = 'nothing'): Operation {
  return { name, command, writes: false, repeatable: true, seeks }
}

/** An operation that changes the data and is never sent twice. */
export function writing(name: string, command: string, seeks: Seeks = 'nothing'): Operation {
  return { name, command, writes: true, repeatable: false, seeks }
}

/** An operation whose outcome does not depend on what was there: it may be sent again. */
export function replacing(name: string, command: string): Operation {
  return { name, command, writes: true, repeatable: true, seeks: 'nothing' }
}

export type Argument = string | number | Buffer

/** What follows a command's keys: a function where that depends on the time, which it is given when the command is sent. */
export type Rest = readonly Argument[] | ((time: Time) => readonly Argument[])

/** One command, or one script: what a keyspace asks for happens whole or not at all. */
export interface Request {
  readonly operation: Operation
  /** Without the cluster's prefix. In the command they stand first. */
  readonly keys: readonly string[]
  readonly rest: Rest
  /** Run instead of the command, with the same keys and arguments. */
  readonly script?: Script | undefined
  /** Where hits and misses are counted. */
  readonly meter: Meter
  /** Whether replies are bytes rather than text. */
  readonly binary?: boolean | undefined
}

/** Hits and misses of a keyspace since the process began. */
export interface Meter {
  hits: number
  misses: number
}

export interface Script {
  readonly source: string
  /** Of the source, in hexadecimal, as EVALSHA wants it. */
  readonly sha1: string
}
