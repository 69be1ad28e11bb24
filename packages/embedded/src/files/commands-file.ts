import type { Bytes } from '@resident/bytes'
import { DEFAULT_LIMITS, ProtocolError, RequestParser } from '@resident/protocol'
import { disk, type Reading, type Server, UsageError } from '@resident/server'
import type { DirectClient } from '../direct/direct-client.ts'
import { inSlices } from './slices.ts'

/** Bytes that are read from a file at once. */
const PIECE = 16_384
const NEWLINE = 10
const HASH = 35
const STAR = 42

/**
 * Runs the commands of a file one after the other: lines as typed in redis-cli (those that begin with `#` are comments), or
 * protocol bytes as `redis-cli --pipe` takes them. Resolves with the number of commands. Stops at the first one that is
 * refused, and rejects with a UsageError with code ERR_COMMANDS_FILE that says which it was.
 */
export async function runCommands(
  server: Server,
  caller: DirectClient,
  path: string,
): Promise<number> {
  const reading = disk.open(path)
  if (reading === undefined) throw new UsageError('ERR_COMMANDS_FILE', `There is no file ${path}.`)
  try {
    return await new CommandsFile(caller, path, reading).run(server)
  } finally {
    reading.close()
  }
}

const NOTHING: Buffer = Buffer.alloc(0)

class CommandsFile {
  readonly #caller: DirectClient
  readonly #path: string
  readonly #reading: Reading
  readonly #parser: RequestParser
  #commands = 0
  #isProtocol: boolean | undefined
  /** The beginning of a line whose end has not been read yet. */
  #begun: Buffer = NOTHING

  constructor(caller: DirectClient, path: string, reading: Reading) {
    this.#caller = caller
    this.#path = path
    this.#reading = reading
    this.#parser = new RequestParser(
      { keeps: () => true, request: (argv) => this.#request(argv) },
      DEFAULT_LIMITS,
    )
  }

  async run(server: Server): Promise<number> {
    await inSlices(server, () => this.#step())
    this.#feed(Buffer.concat([this.#begun, Buffer.from('\n')]))
    if (this.#parser.buffered > 0) throw this.#fault('it ends within a command')
    return this.#commands
  }

  /** Reads a piece; says whether there may be more. */
  #step(): boolean {
    const piece = Buffer.from(this.#reading.next(PIECE))
    if (piece.length === 0) return false
    this.#isProtocol ??= piece[0] === STAR
    if (this.#isProtocol) this.#push(piece)
    else {
      const text = Buffer.concat([this.#begun, piece])
      const end = text.lastIndexOf(NEWLINE) + 1
      this.#begun = text.subarray(end)
      this.#feed(text.subarray(0, end))
    }
    return true
  }

  /** Whole lines. */
  #feed(lines: Buffer): void {
    for (let start = 0; start < lines.length; ) {
      const end = lines.indexOf(NEWLINE, start) + 1
      if (lines[start] !== HASH) this.#push(lines.subarray(start, end))
      start = end
    }
  }

  #push(bytes: Buffer): void {
    try {
      this.#parser.push(bytes)
    } catch (error) {
      const isKnown = error instanceof Error || error instanceof ProtocolError
      throw this.#fault(isKnown ? error.message : String(error))
    }
  }

  #request(argv: Bytes[]): boolean {
    this.#caller.call(argv)
    this.#commands++
    return true
  }

  #fault(what: string): UsageError {
    const which = this.#commands + 1
    return new UsageError('ERR_COMMANDS_FILE', `${this.#path}, command ${which}: ${what}`)
  }
}
