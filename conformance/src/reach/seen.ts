import { readFileSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import type { Duplex } from 'node:stream'
import type { Contestant } from '../contestant.ts'

/** What clients were told and what they asked for, of which coverage tells nothing. */
export interface Seen {
  /** Error replies, without the `-`. */
  readonly errors: readonly string[]
  /** How often each command was asked for, by full name. */
  readonly commands: Readonly<Record<string, number>>
  /** Options that were given: `set NX`. */
  readonly options: readonly string[]
}

/** The file that the play writes, so that who started it finds it. */
export function seenFile(): string {
  return process.env.SEEN as string
}

export function keepSeen(seen: Seen): void {
  writeFileSync(seenFile(), JSON.stringify(seen))
}

export function readSeen(file: string): Seen {
  return JSON.parse(readFileSync(file, 'utf8')) as Seen
}

const ERROR = /^-(.*)\r$/gm

/** The same server, whose error replies are noted. One that is cut by the end of a chunk is not. */
export function noting(server: Contestant, errors: Set<string>): Contestant {
  return {
    ...server,
    connect: async () => noted(await server.connect(), errors),
  }
}

function noted(stream: Duplex, errors: Set<string>): Duplex {
  stream.on('data', (chunk: Buffer) => {
    for (const [, text] of chunk.toString('latin1').matchAll(ERROR)) errors.add(text as string)
  })
  return stream
}
