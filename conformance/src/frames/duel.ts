import type { Duplex } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Contestant } from '../contestant.ts'
import { Wire } from '../wire.ts'

/** What became of a client: all that it was told, and whether the server closed the connection. */
export interface Fate {
  readonly said: string
  readonly closed: boolean
  /** It was still writing when the server closed: Node then reads no further, so more may have been said. */
  readonly isCutShort: boolean
}

/**
 * When to look: after a while, when a connection that is still open is meant to be; or when all are closed, since each
 * client ends its half. The second does not show who closed, and does not depend on how busy the machine is.
 */
export type Ending = 'look' | 'hang up'

interface Player {
  readonly stream: Duplex
  said: string
  closed: boolean
  isCutShort: boolean
}

/** Plays streams of bytes at a server, each by a client of its own. */
export class FramePlayer {
  readonly #server: Contestant
  readonly #ending: Ending
  readonly #control: Wire

  private constructor(server: Contestant, ending: Ending, control: Wire) {
    this.#server = server
    this.#ending = ending
    this.#control = control
  }

  static async at(server: Contestant, ending: Ending): Promise<FramePlayer> {
    return new FramePlayer(server, ending, new Wire(await server.connect()))
  }

  /** Every client that connects from now on must authenticate first, or none. */
  async protect(protect: boolean): Promise<void> {
    await this.#control.call('CONFIG', 'SET', 'requirepass', protect ? 'secret' : '')
  }

  /**
   * What becomes of clients that send these streams, all at once, to an empty server: each first pieces of so many bytes, then
   * the rest. Looked at after `patience` ms.
   */
  async play(
    streams: readonly string[],
    pieces: readonly number[],
    patience: number,
  ): Promise<Fate[]> {
    await this.#control.call('FLUSHALL')
    const clients = await Promise.all(streams.map(() => this.#connect()))
    clients.forEach((client, at) => {
      for (const piece of cut(streams[at]!, pieces)) client.stream.write(piece)
    })
    if (this.#ending === 'look') await this.#look(patience)
    else await Promise.all(clients.map(hangUp))
    const fates = clients.map(({ said, closed, isCutShort }) => ({
      said: withoutIds(said),
      closed,
      isCutShort,
    }))
    for (const { stream } of clients) stream.destroy()
    return fates
  }

  close(): void {
    this.#control.close()
  }

  /** When the second answer is here, redis-server has read all that came before. What it says to others may be on its way. */
  async #look(patience: number): Promise<void> {
    for (let i = 0; i < 2; i++) await this.#control.call('PING')
    await sleep(patience)
  }

  async #connect(): Promise<Player> {
    const stream = await this.#server.connect()
    const client: Player = { stream, said: '', closed: false, isCutShort: false }
    const close = (): void => {
      client.closed = true
    }
    stream.on('data', (chunk: Buffer) => {
      client.said += chunk.toString('latin1')
    })
    stream.on('error', ({ syscall }: NodeJS.ErrnoException) => {
      client.isCutShort = syscall === 'write'
      close()
    })
    stream.on('end', close)
    stream.on('close', close)
    return client
  }
}

/** HELLO tells the client's id, which is each server's own. */
function withoutIds(said: string): string {
  return said.replace(/(?<=\$2\r\nid\r\n:)\d+/g, 'n')
}

async function hangUp({ stream }: Player): Promise<void> {
  stream.end()
  if (!stream.closed) await new Promise((resolve) => stream.once('close', resolve))
}

/** The bytes in pieces of these lengths, the last one as long as need be. */
function cut(stream: string, lengths: readonly number[]): Buffer[] {
  const bytes = Buffer.from(stream, 'latin1')
  const pieces: Buffer[] = []
  let at = 0
  for (const length of lengths) {
    if (at + length >= bytes.length) break
    pieces.push(bytes.subarray(at, at + length))
    at += length
  }
  pieces.push(bytes.subarray(at))
  return pieces.filter((piece) => piece.length > 0)
}

export function isSame(one: Fate, other: Fate): boolean {
  if (one.closed !== other.closed) return false
  if (one.isCutShort) return other.said.startsWith(one.said)
  return other.isCutShort ? one.said.startsWith(other.said) : one.said === other.said
}
