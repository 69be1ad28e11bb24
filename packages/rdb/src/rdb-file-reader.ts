import type { Bytes } from '@resident/bytes'
import type { EncodingLimits, Engine } from '@resident/storage'
import { Crc64 } from './crc64.ts'
import { DAMAGED, EMPTY_KEY, SHORT } from './damage.ts'
import { readFunction } from './function.ts'
import { Input } from './input.ts'
import { readLength } from './length.ts'
import * as opcode from './opcode.ts'
import { Output } from './output.ts'
import type { RdbKeyFacts } from './rdb-file-writer.ts'
import { readString } from './string.ts'
import { type RdbValue, readValue } from './value.ts'
import { RDB_VERSION } from './version.ts'

const SIGNATURE = 'REDIS'
const VERSION_DIGITS = 4
/** The first version of RDB that ends with a checksum. */
const FIRST_SUMMED = 5

/** Is told what a file holds, in the order of the file. */
export interface RdbFileHandler {
  /** An auxiliary field, such as redis-ver. */
  aux(name: Bytes, value: Bytes): void
  /** A library of functions, by its code. */
  library(code: Bytes): void
  /** The keys that follow belong to this database; those before the first such call, to database 0. */
  database(index: number): void
  /** How many keys follow, and how many of them have a deadline. A hint, not to be trusted. */
  sizes(keys: number, expires: number): void
  /** A key, even if it is past its deadline. */
  key(key: Bytes, value: RdbValue, facts: RdbKeyFacts): void
}

export interface RdbFileReaderOptions {
  /** Makes the values. */
  readonly engine: Engine
  readonly limits: EncodingLimits
  /** Whether to verify the checksum; true by default. */
  readonly checksum?: boolean
}

/**
 * Why a file is refused. 'signature': it is no RDB file. 'version': Redis 7.0 cannot read this version.
 * 'damaged': it holds something that Redis 7.0 does not write without modules. 'short': it ends too
 * early. 'checksum': it was changed after it was written.
 */
export interface RdbFileRefusal {
  readonly reason: 'signature' | 'version' | 'damaged' | 'short' | 'checksum'
  /** Where in the file the record that could not be read begins, in bytes. */
  readonly offset: number
}

type Facts = { -readonly [K in keyof RdbKeyFacts]: RdbKeyFacts[K] }

/**
 * Reads a dump.rdb of version 1 to 10, in pieces of any size.
 *
 * A record (at most one key with its value) is passed to the handler when all of it has arrived; until
 * then its bytes are kept. Whatever comes after the file's end is ignored, and so are empty collections,
 * which old versions could write.
 */
export class RdbFileReader {
  readonly #handler: RdbFileHandler
  readonly #options: RdbFileReaderOptions
  readonly #crc = new Crc64()
  readonly #kept = new Output(false)
  #step: 'header' | 'record' | 'checksum' | 'done' = 'header'
  #version = 0
  #offset = 0
  /** How many bytes must be there before an incomplete record is tried again. */
  #wanted = 0
  #facts: Facts = {}
  #refusal: RdbFileRefusal | undefined

  constructor(handler: RdbFileHandler, options: RdbFileReaderOptions) {
    this.#handler = handler
    this.#options = options
  }

  /** Takes the next piece. Returns the refusal as soon as there is one, and from then on. */
  push(chunk: Uint8Array): RdbFileRefusal | undefined {
    if (this.#isOver()) return this.#refusal
    this.#kept.block(chunk)
    if (this.#kept.length >= this.#wanted) this.#read()
    return this.#refusal
  }

  /** To be called after the last piece. Returns the refusal, if there is one. */
  end(): RdbFileRefusal | undefined {
    if (!this.#isOver()) this.#read()
    if (!this.#isOver()) this.#refuse('short')
    return this.#refusal
  }

  #isOver(): boolean {
    return this.#step === 'done' || this.#refusal !== undefined
  }

  /** Reads all records that have arrived completely. */
  #read(): void {
    const bytes = this.#kept.take()
    const input = new Input(bytes, SHORT)
    let done = 0
    while (!this.#isOver() && this.#next(input)) {
      this.#crc.update(bytes.subarray(done, input.position))
      this.#offset += input.position - done
      done = input.position
    }
    this.#kept.block(bytes.subarray(done))
    // Doubling keeps the work of repeated attempts at a large record within twice its size.
    this.#wanted = 2 * (bytes.length - done)
  }

  /** Reads a record; returns false if it is incomplete or damaged. */
  #next(input: Input): boolean {
    try {
      this.#record(input)
      return true
    } catch (thrown) {
      if (thrown === DAMAGED) this.#refuse('damaged')
      else if (thrown !== SHORT) throw thrown
      return false
    }
  }

  #record(input: Input): void {
    switch (this.#step) {
      case 'header':
        return this.#readHeader(input)
      case 'checksum':
        return this.#readChecksum(input)
      default:
        return this.#readRecord(input, input.byte())
    }
  }

  #readHeader(input: Input): void {
    const header = input.text(SIGNATURE.length + VERSION_DIGITS)
    if (!header.startsWith(SIGNATURE)) return this.#refuse('signature')
    this.#version = Number.parseInt(header.substring(SIGNATURE.length), 10)
    if (!(this.#version >= 1 && this.#version <= RDB_VERSION)) return this.#refuse('version')
    this.#step = 'record'
  }

  #readRecord(input: Input, type: number): void {
    const handler = this.#handler
    switch (type) {
      case opcode.EXPIRETIME:
        this.#facts.expireAt = input.int32() * 1000
        return
      case opcode.EXPIRETIME_MS:
        this.#facts.expireAt = input.int64()
        return
      case opcode.IDLE:
        this.#facts.idle = readLength(input)
        return
      case opcode.FREQ:
        this.#facts.frequency = input.byte()
        return
      case opcode.AUX: {
        const name = readString(input)
        return handler.aux(name, readString(input))
      }
      case opcode.FUNCTION:
      case opcode.FUNCTION2:
        return handler.library(readFunction(input, type))
      case opcode.SELECTDB:
        return handler.database(readLength(input))
      case opcode.RESIZEDB: {
        const keys = readLength(input)
        return handler.sizes(keys, readLength(input))
      }
      case opcode.MODULE_AUX:
        throw DAMAGED
      case opcode.EOF:
        this.#step = this.#version < FIRST_SUMMED ? 'done' : 'checksum'
        return
      default:
        return this.#readKey(input, type)
    }
  }

  #readKey(input: Input, type: number): void {
    const { engine, limits } = this.#options
    const key = readString(input)
    let value: RdbValue | undefined
    try {
      value = readValue({ input, engine, limits }, type)
    } catch (thrown) {
      if (thrown !== EMPTY_KEY) throw thrown
    }
    const facts = this.#facts
    this.#facts = {}
    if (value !== undefined) this.#handler.key(key, value, facts)
  }

  /** A checksum of zero means that the file has none. */
  #readChecksum(input: Input): void {
    const expected = BigInt.asUintN(64, BigInt(input.int64()))
    this.#step = 'done'
    if (this.#options.checksum === false || expected === 0n) return
    if (expected !== this.#crc.value) this.#refuse('checksum')
  }

  #refuse(reason: RdbFileRefusal['reason']): void {
    this.#refusal = { reason, offset: this.#offset }
  }
}
