import { fromBuffer } from '@resident/bytes'
import { fromRdbValue } from '@resident/commands'
import { Databases, type Held, type Keyspace, NO_OBSERVER, newStats } from '@resident/keyspace'
import { decodePayload } from '@resident/rdb'
import { disk, type Reading, type Server, type ServerImage, UsageError } from '@resident/server'
import {
  type FiledKey,
  type FiledValue,
  type Frame,
  type Header,
  MAGIC,
  VERSION,
} from './frames.ts'
import { inSlices } from './slices.ts'

/** Bytes that are read from a file at once. */
const PIECE = 65_536

const NOTHING: Buffer = Buffer.alloc(0)

/** Reads a file of `writeSnapshot`, in slices. Rejects with a UsageError with code ERR_SNAPSHOT_FILE for any other file. */
export async function readSnapshot(server: Server, path: string): Promise<ServerImage> {
  // Most programs read no snapshots, and loading MessagePack takes time.
  const { unpackFrame } = await import('./packed-frames.ts')
  const reading = disk.open(path)
  if (reading === undefined) throw fault(path, 'there is no such file')
  try {
    return await new SnapshotReader(
      server,
      path,
      new FrameReader(reading, path, unpackFrame),
    ).read()
  } finally {
    reading.close()
  }
}

/** Reads the keys into separate databases that no client can see. */
class SnapshotReader {
  readonly #server: Server
  readonly #path: string
  readonly #frames: FrameReader
  readonly #databases: Databases
  #keys = 0
  #total: number | undefined

  constructor(server: Server, path: string, frames: FrameReader) {
    const { all, surroundings } = server.databases
    this.#server = server
    this.#path = path
    this.#frames = frames
    this.#databases = new Databases(all.length, (index) => all[index]!.engine, {
      ...surroundings,
      stats: newStats(),
      observer: NO_OBSERVER,
    })
  }

  async read(): Promise<ServerImage> {
    const { libraries, time } = this.#header()
    await inSlices(this.#server, () => this.#step())
    if (this.#total !== this.#keys) throw fault(this.#path, 'it is damaged')
    return {
      databases: this.#databases.snapshot(),
      libraries: libraries.map((code) => fromBuffer(code)),
      time: time ?? undefined,
    }
  }

  #header(): Header {
    if (!MAGIC.equals(this.#frames.take(MAGIC.length) ?? NOTHING)) {
      throw fault(this.#path, 'it is no snapshot')
    }
    const header = this.#frames.next() as Header | undefined
    if (header === undefined) throw fault(this.#path, 'it ends too soon')
    if (header.version === VERSION) return header
    throw fault(this.#path, `its version is ${header.version}; known here is ${VERSION}`)
  }

  /** Reads a frame; says whether there may be more. */
  #step(): boolean {
    const frame = this.#frames.next() as Frame | undefined
    if (frame === undefined) throw fault(this.#path, 'it ends too soon')
    if ('total' in frame) {
      this.#total = frame.total
      return false
    }
    const db = this.#databases.at(frame.db)
    if (db === undefined) throw fault(this.#path, `it has keys in database ${frame.db}`)
    for (const key of frame.keys) this.#store(db, key)
    return true
  }

  #store(db: Keyspace, [name, deadline, value]: FiledKey): void {
    const key = fromBuffer(name)
    db.store(key, this.#held(db, value))
    if (deadline !== null) db.setExpireAt(key, deadline)
    this.#keys++
  }

  #held(db: Keyspace, filed: FiledValue): Held {
    if (typeof filed !== 'object') return filed
    if (!Array.isArray(filed)) return fromBuffer(filed as Buffer)
    const { value } = decodePayload(fromBuffer(filed[0]), db.engine, db.limits)
    if (value === undefined) throw fault(this.#path, 'it is damaged')
    return fromRdbValue(value)
  }
}

/** Reads a file frame by frame. */
class FrameReader {
  readonly #reading: Reading
  readonly #path: string
  readonly #unpack: (packed: Uint8Array) => unknown
  #rest: Buffer = NOTHING

  constructor(reading: Reading, path: string, unpack: (packed: Uint8Array) => unknown) {
    this.#reading = reading
    this.#path = path
    this.#unpack = unpack
  }

  /** The next frame's contents; `undefined` if the file ends before a whole frame. */
  next(): unknown {
    const length = this.take(4)?.readUInt32BE()
    const packed = length === undefined ? undefined : this.take(length)
    if (packed === undefined) return undefined
    try {
      return this.#unpack(packed)
    } catch (error) {
      throw fault(this.#path, `it is damaged (${error})`)
    }
  }

  /** So many bytes; `undefined` where there are fewer. */
  take(count: number): Buffer | undefined {
    while (this.#rest.length < count) {
      const piece = this.#reading.next(Math.max(PIECE, count - this.#rest.length))
      if (piece.length === 0) return undefined
      this.#rest = Buffer.concat([this.#rest, piece])
    }
    const taken = this.#rest.subarray(0, count)
    this.#rest = this.#rest.subarray(count)
    return taken
  }
}

function fault(path: string, what: string): UsageError {
  return new UsageError('ERR_SNAPSHOT_FILE', `${path} cannot be read as a snapshot: ${what}.`)
}
