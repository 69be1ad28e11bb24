import { ascii, type Bytes, formatDouble } from '@resident/bytes'
import { type Held, type Keyspace, typeOf } from '@resident/keyspace'
import { MAX_STREAM_ID, MIN_STREAM_ID, streamIdMs, streamIdSeq } from '@resident/storage'
import { bytesOf } from '../string/plain.ts'

/** SHA-1 of bytes, in 20 bytes. */
export type Sha1 = (content: Bytes) => Bytes

/** Redis's numbers for the types. */
const TYPE_NUMBERS = { string: 0, list: 1, set: 2, zset: 3, hash: 4, stream: 6 } as const

/**
 * A digest of twenty bytes, as DEBUG DIGEST computes it: parts whose order does
 * not matter are combined by XOR, parts in order by hashing the result again.
 */
class Digest {
  readonly #sha1: Sha1
  readonly #bytes = new Uint8Array(20)

  constructor(sha1: Sha1) {
    this.#sha1 = sha1
  }

  /** Adds a part whose place does not matter. */
  xor(part: Bytes): void {
    const hash = this.#sha1(part)
    for (let i = 0; i < 20; i++) this.#bytes[i]! ^= hash.charCodeAt(i)
  }

  /** Adds a part that comes after those before it. */
  mix(part: Bytes): void {
    this.xor(part)
    const hash = this.#sha1(this.content)
    for (let i = 0; i < 20; i++) this.#bytes[i] = hash.charCodeAt(i)
  }

  /** Adds two parts in this order as one part whose place does not matter. */
  xorTogether(first: Bytes, second: Bytes): void {
    const both = new Digest(this.#sha1)
    both.mix(first)
    both.mix(second)
    this.xor(both.content)
  }

  get content(): Bytes {
    return ascii(String.fromCharCode(...this.#bytes))
  }

  get hex(): string {
    let hex = ''
    for (const byte of this.#bytes) hex += byte.toString(16).padStart(2, '0')
    return hex
  }
}

/** DEBUG DIGEST: all keys of all databases. Equal data give equal digests, whatever their encodings. */
export function datasetDigest(databases: readonly Keyspace[], sha1: Sha1): string {
  const all = new Digest(sha1)
  for (const db of databases) {
    if (db.size === 0) continue
    all.mix(bigEndian(db.index))
    db.each((key, held) => {
      const one = new Digest(sha1)
      one.mix(key)
      takeIn(one, db, key, held)
      all.xor(one.content)
    })
  }
  return all.hex
}

/** DEBUG DIGEST-VALUE: what one key holds; zeros where there is no such key. */
export function valueDigest(db: Keyspace, key: Bytes, sha1: Sha1): string {
  const digest = new Digest(sha1)
  const held = db.peek(key)
  if (held !== undefined) takeIn(digest, db, key, held)
  return digest.hex
}

function takeIn(digest: Digest, db: Keyspace, key: Bytes, held: Held): void {
  digest.mix(bigEndian(TYPE_NUMBERS[typeOf(held)]))
  takeInValue(digest, held)
  if (db.expireAt(key) !== undefined) digest.xor(ascii('!!expire!!'))
}

function takeInValue(digest: Digest, held: Held): void {
  if (typeof held !== 'object' || held.type === 'string') return digest.mix(bytesOf(held))
  switch (held.type) {
    case 'list':
      return held.each(0, held.length - 1, (element) => digest.mix(element))
    case 'set':
      return held.each((member) => digest.xor(member))
    case 'zset':
      return held.each(0, held.length - 1, (member, score) =>
        digest.xorTogether(member, formatDouble(score)),
      )
    case 'hash':
      return held.each((field, value) => digest.xorTogether(field, value))
    case 'stream':
      return held.log.each(MIN_STREAM_ID, MAX_STREAM_ID, (id, fields) => {
        digest.mix(ascii(`${streamIdMs(id)}.${streamIdSeq(id)}`))
        for (const part of fields) digest.mix(part)
        return true
      })
  }
}

function bigEndian(number: number): Bytes {
  return ascii(String.fromCharCode(0, 0, (number >>> 8) & 255, number & 255))
}
