import { ascii } from '@resident/bytes'
import { REDIS_VERSION } from '@resident/commands'
import { type FrozenKey, type FrozenKeys, frequency, idleSeconds } from '@resident/keyspace'
import { RdbFileWriter, type RdbKeyFacts } from '@resident/rdb'
import type { Server } from '../server.ts'
import { wholeSeconds } from '../whole-seconds.ts'
import type { Draft } from './data-files.ts'

/** How many bytes go to the file, and into its checksum, at once: a millisecond's work even before V8 has compiled it. */
const PIECE = 16_384

/** A database being saved: its number, and its keys as they were when the save began. */
interface Part {
  readonly index: number
  readonly keys: FrozenKeys
}

/**
 * Writes all databases, as they are at its construction, to a dump.rdb in slices. Later changes of the data do not show in
 * the file, as if a child process of Redis wrote it.
 */
export class Save {
  /** Keys written so far, and in all: INFO's current_save_keys_… */
  processed = 0
  /** Whether everything has been written to the file. */
  isWritten = false
  readonly total: number
  readonly #server: Server
  readonly #draft: Draft
  readonly #writer: RdbFileWriter
  readonly #parts: readonly Part[]
  readonly #policy: string
  #part = -1

  constructor(server: Server, draft: Draft) {
    this.#server = server
    this.#draft = draft
    this.#policy = server.config.value('maxmemory-policy')
    this.#writer = new RdbFileWriter({
      limits: server.config.encodingLimits,
      compress: server.config.value('rdbcompression') === 'yes',
      checksum: server.config.value('rdbchecksum') === 'yes',
    })
    this.#writer.begin({
      redisVersion: ascii(REDIS_VERSION),
      createdAt: wholeSeconds(server.clock.now()),
      usedMemory: server.databases.bytes,
    })
    for (const code of server.libraries?.codes() ?? []) this.#writer.library(code)
    this.#parts = server.databases.all
      .filter((db) => db.size > 0)
      .map((db) => ({ index: db.index, keys: db.freeze() }))
    this.total = this.#parts.reduce((sum, { keys }) => sum + keys.size, 0)
  }

  /** Writes for about `budget` milliseconds; returns whether there is more to write. Throws the system's error. */
  run(budget: number): boolean {
    const { clock } = this.#server
    const end = clock.elapsed() + budget
    while (this.#next()) {
      if (this.#writer.waiting >= PIECE) this.#pass()
      // Reading the clock costs as much as writing a small key.
      if ((this.processed & 15) === 0 && clock.elapsed() >= end) return true
    }
    this.#writer.end()
    this.#pass()
    this.isWritten = true
    return false
  }

  /** Releases the frozen keys. Must be called in the end, whatever the outcome. */
  release(): void {
    for (const { keys } of this.#parts) keys.release()
  }

  /** Writes one key; returns whether there was one. */
  #next(): boolean {
    for (;;) {
      const part = this.#parts[this.#part]
      if (part?.keys.visitNext(this.#write)) return true
      const following = this.#parts[++this.#part]
      if (following === undefined) return false
      const { index, keys } = following
      this.#writer.database(index, keys.size, keys.volatileSize)
    }
  }

  readonly #write = (frozen: FrozenKey): void => {
    this.processed++
    this.#writer.key(frozen.key, frozen.held, this.#facts(frozen))
  }

  #facts({ deadline, access }: FrozenKey): RdbKeyFacts {
    const now = this.#server.clock.now()
    return {
      expireAt: deadline,
      idle: this.#policy.endsWith('-lru') ? idleSeconds(access, now) : undefined,
      frequency: this.#policy.endsWith('-lfu')
        ? frequency(this.#server.config.access, access, now)
        : undefined,
    }
  }

  #pass(): void {
    this.#draft.write(this.#writer.take())
  }
}
