import type { Bytes } from '@resident/bytes'
import type { HashValue } from '@resident/storage'
import { DAMAGED, EMPTY_KEY } from './damage.ts'
import { type Entries, textOf } from './entries.ts'
import { writeLength } from './length.ts'
import { ListpackReader } from './listpack-reader.ts'
import { ListpackWriter } from './listpack-writer.ts'
import type { Output } from './output.ts'
import { type Reading, readCount } from './reading.ts'
import { readBlob, readString, writeBlob, writeString } from './string.ts'
import { HASH, HASH_LISTPACK, HASH_ZIPLIST } from './value-type.ts'
import { ZiplistReader } from './ziplist-reader.ts'
import { ZipmapReader } from './zipmap-reader.ts'

export function hashType(hash: HashValue): number {
  return hash.encoding === 'listpack' ? HASH_LISTPACK : HASH
}

export function writeHash(output: Output, hash: HashValue): void {
  if (hash.encoding === 'listpack') {
    const listpack = new ListpackWriter()
    hash.each((field, value) => {
      listpack.append(field)
      listpack.append(value)
    })
    writeBlob(output, listpack.finish())
  } else {
    writeLength(output, hash.length)
    hash.each((field, value) => {
      writeString(output, field)
      writeString(output, value)
    })
  }
}

export function readHash({ input, engine, limits }: Reading, type: number): HashValue {
  const hash = engine.hash(limits)
  if (type === HASH) {
    for (let left = readCount(input); left > 0; left--) {
      const field = readString(input)
      setNew(hash, field, readString(input))
    }
    return hash
  }
  const entries = pairsOf(readBlob(input), type)
  while (entries.more()) {
    const field = textOf(entries.next())
    if (!entries.more()) throw DAMAGED
    setNew(hash, field, textOf(entries.next()))
  }
  if (hash.length === 0) throw EMPTY_KEY
  return hash
}

function pairsOf(blob: Buffer, type: number): Entries {
  if (type === HASH_LISTPACK) return new ListpackReader(blob)
  return type === HASH_ZIPLIST ? new ZiplistReader(blob) : new ZipmapReader(blob)
}

function setNew(hash: HashValue, field: Bytes, value: Bytes): void {
  if (!hash.set(field, value)) throw DAMAGED
}
