import type { Time } from './clock.ts'

export type Seeks = 'nothing' | 'one' | 'each'

/** What an operation does, whatever the key; each method has a constant of this type. */
export interface Operation {
  /** As observers and errors name it: `pop left`, `set if not exists`. */
  readonly name: string
  /** The Redis command, in capitals: ioredis transforms the replies of some commands if their names are in lower case. */
  readonly command: string
  readonly writes: boolean
  /** Whether it may be sent again: doing it twice leaves the same data and gives the same reply as doing it once. */
  readonly repeatable: boolean
  /** What it looks up: nothing, one value, or several, each of which is a hit or a miss. */
  readonly seeks: Seeks
}

/** An operation that only reads. */
export function reading(name: string, command: string, seeks: Seeks = 'nothing'): Operation {
  return { name, command, writes: false, repeatable: true, seeks }
}

/** An operation that changes the data, and must not be sent twice. */
export function writing(name: string, command: string, seeks: Seeks = 'nothing'): Operation {
  return { name, command, writes: true, repeatable: false, seeks }
}

/** An operation whose outcome does not depend on what was stored before, so it may be sent again. */
export function replacing(name: string, command: string): Operation {
  return { name, command, writes: true, repeatable: true, seeks: 'nothing' }
}

export type Argument = string | number | Buffer

/** What follows a command's keys. A function if that depends on the time; it is called when the command is sent. */
export type Rest = readonly Argument[] | ((time: Time) => readonly Argument[])

/** One command or one script, so that the operation happens completely or not at all. */
export interface Request {
  readonly operation: Operation
  /** Without the cluster's prefix. They come first in the command. */
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
