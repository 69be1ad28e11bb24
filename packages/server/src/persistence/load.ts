import { type Bytes, toUtf8 } from '@resident/bytes'
import { CommandError, fromRdbValue } from '@resident/commands'
import { type Deadline, idleFor, type Keyspace, usedOften } from '@resident/keyspace'
import {
  type RdbFileHandler,
  RdbFileReader,
  type RdbFileRefusal,
  type RdbKeyFacts,
  type RdbValue,
} from '@resident/rdb'
import type { Server } from '../server.ts'
import type { Reading } from './data-files.ts'

/** How many bytes are read from a file at once: a few milliseconds' work. */
const PIECE = 65_536

/** Why a file was not loaded, worded for the log. */
export class LoadError extends Error {}

/** What to do with a key that exists already: without `merge` Redis takes that for damage. */
export interface LoadOptions {
  readonly merge: boolean
}

const REASONS: Readonly<Record<RdbFileRefusal['reason'], string>> = {
  signature: 'Wrong signature trying to load DB from file',
  version: "Can't handle the RDB format version of the file",
  damaged: 'Internal error in RDB reading',
  short: 'Short read or OOM loading DB. Unrecoverable error, aborting now.',
  checksum: 'Wrong RDB checksum expected',
}

/** Reads a dump.rdb into the databases, piece by piece. */
export class Load implements RdbFileHandler {
  keysLoaded = 0
  keysExpired = 0
  readonly #server: Server
  readonly #reading: Reading
  readonly #reader: RdbFileReader
  readonly #options: LoadOptions
  #db: Keyspace

  constructor(server: Server, reading: Reading, options: LoadOptions) {
    this.#server = server
    this.#reading = reading
    this.#options = options
    this.#db = server.databases.at(0)!
    const current = (): Keyspace => this.#db
    this.#reader = new RdbFileReader(this, {
      // Databases may have engines of their own.
      get engine() {
        return current().engine
      },
      limits: server.config.encodingLimits,
      checksum: server.config.value('rdbchecksum') === 'yes',
    })
  }

  /** Loads the next piece; returns whether there is more. Throws a LoadError if the file is damaged. */
  step(): boolean {
    const piece = this.#reading.next(PIECE)
    const refusal = piece.length > 0 ? this.#reader.push(piece) : this.#reader.end()
    if (refusal !== undefined) {
      throw new LoadError(`${REASONS[refusal.reason]} (at byte ${refusal.offset})`)
    }
    return piece.length > 0
  }

  // As the reader's handler.

  aux(): void {}

  library(code: Bytes): void {
    try {
      this.#server.libraries?.load(code, this.#options.merge)
    } catch (thrown) {
      if (!(thrown instanceof CommandError)) throw thrown
      throw new LoadError(`Failed creating function library: ${thrown.message}`)
    }
  }

  database(index: number): void {
    const db = this.#server.databases.at(index)
    if (db === undefined) {
      throw new LoadError(
        `FATAL: Data file was created with a Redis server configured to handle more than ${this.#server.databases.count} databases. Exiting`,
      )
    }
    this.#db = db
  }

  sizes(): void {}

  key(key: Bytes, value: RdbValue, facts: RdbKeyFacts): void {
    const db = this.#db
    const { expireAt } = facts
    if (expireAt !== undefined && expireAt < db.now()) {
      this.keysExpired++
      return
    }
    if (db.holds(key)) {
      if (!this.#options.merge) {
        throw new LoadError(`RDB has duplicated key '${toUtf8(key)}' in DB ${db.index}`)
      }
      db.discard(key)
    }
    db.store(key, fromRdbValue(value))
    if (expireAt !== undefined) db.setExpireAt(key, expireAt as Deadline)
    this.#rememberUse(key, facts)
    this.keysLoaded++
  }

  /** Restores only what the current eviction policy uses. */
  #rememberUse(key: Bytes, { idle, frequency }: RdbKeyFacts): void {
    const db = this.#db
    if (this.#server.config.access.lfu) {
      if (frequency !== undefined) db.setAccess(key, usedOften(frequency, db.now()))
    } else if (idle !== undefined) db.setAccess(key, idleFor(idle, db.now()))
  }
}
