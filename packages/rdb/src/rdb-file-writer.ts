import { ascii, type Bytes } from '@resident/bytes'
import type { EncodingLimits } from '@resident/storage'
import { Crc64 } from './crc64.ts'
import { writeLength } from './length.ts'
import * as opcode from './opcode.ts'
import { Output } from './output.ts'
import { writeString } from './string.ts'
import { type RdbValue, typeOfValue, writeValue } from './value.ts'
import { RDB_VERSION } from './version.ts'

export interface RdbFileOptions {
  /** Decides how lists are cut into nodes. */
  readonly limits: EncodingLimits
  /** rdbcompression; true by default. */
  readonly compress?: boolean
  /** rdbchecksum; true by default. */
  readonly checksum?: boolean
}

/** What a file says about how it was made. */
export interface RdbFileInfo {
  /** As in `INFO server`: 7.0.15. */
  readonly redisVersion: Bytes
  /** Unix seconds. */
  readonly createdAt: number
  /** In bytes. */
  readonly usedMemory: number
}

/** What a file may say about a key besides its value. */
export interface RdbKeyFacts {
  /** Unix milliseconds: any 64-bit integer, a number where that is exact. */
  readonly expireAt?: number | bigint | undefined
  /** Seconds since the key was last used, under an LRU policy. */
  readonly idle?: number | undefined
  /** 0 to 255, under an LFU policy. */
  readonly frequency?: number | undefined
}

/**
 * Writes a dump.rdb piece by piece: `begin`, then `library` for each library, then for each database that
 * is not empty `database` and `key` for each of its keys, then `end`. What has been written waits for
 * `take`, which may be called at any time: so a save can work in slices of as many keys as time allows.
 * A single key, however large, is written in one go.
 */
export class RdbFileWriter {
  readonly #output: Output
  readonly #limits: EncodingLimits
  readonly #crc: Crc64 | undefined
  /** How many of the waiting bytes are already part of the checksum. */
  #summed = 0

  constructor({ limits, compress = true, checksum = true }: RdbFileOptions) {
    this.#output = new Output(compress)
    this.#limits = limits
    this.#crc = checksum ? new Crc64() : undefined
  }

  /** How many bytes wait. */
  get waiting(): number {
    return this.#output.length
  }

  begin(info: RdbFileInfo): void {
    this.#output.text(ascii(`REDIS${String(RDB_VERSION).padStart(4, '0')}`))
    this.aux(ascii('redis-ver'), info.redisVersion)
    this.aux(ascii('redis-bits'), ascii('64'))
    this.aux(ascii('ctime'), ascii(String(info.createdAt)))
    this.aux(ascii('used-mem'), ascii(String(info.usedMemory)))
    this.aux(ascii('aof-base'), ascii('0'))
  }

  /** An auxiliary field, which readers that do not know its name skip. */
  aux(name: Bytes, value: Bytes): void {
    this.#output.byte(opcode.AUX)
    writeString(this.#output, name)
    writeString(this.#output, value)
  }

  /** A library of functions, by its code. */
  library(code: Bytes): void {
    this.#output.byte(opcode.FUNCTION2)
    writeString(this.#output, code)
  }

  /** Begins a database that has `keys` keys, `expires` of them with a deadline. */
  database(index: number, keys: number, expires: number): void {
    this.#output.byte(opcode.SELECTDB)
    writeLength(this.#output, index)
    this.#output.byte(opcode.RESIZEDB)
    writeLength(this.#output, keys)
    writeLength(this.#output, expires)
  }

  key(key: Bytes, value: RdbValue, { expireAt, idle, frequency }: RdbKeyFacts): void {
    const output = this.#output
    if (expireAt !== undefined) {
      output.byte(opcode.EXPIRETIME_MS)
      output.int64(expireAt)
    }
    if (idle !== undefined) {
      output.byte(opcode.IDLE)
      writeLength(output, idle)
    }
    if (frequency !== undefined) {
      output.byte(opcode.FREQ)
      output.byte(frequency)
    }
    output.byte(typeOfValue(value))
    writeString(output, key)
    writeValue(output, value, this.#limits)
  }

  end(): void {
    this.#output.byte(opcode.EOF)
    this.#sum()
    this.#output.int64(this.#crc?.value ?? 0)
    this.#summed = this.#output.length
  }

  /** The bytes that wait, which are the caller's from now on. */
  take(): Uint8Array {
    this.#sum()
    this.#summed = 0
    return this.#output.take()
  }

  #sum(): void {
    this.#crc?.update(this.#output.view().subarray(this.#summed))
    this.#summed = this.#output.length
  }
}
