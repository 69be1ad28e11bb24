import { toBuffer } from '@resident/bytes'
import type { Held, KeyspaceImage } from '@resident/keyspace'
import { encodePayload } from '@resident/rdb'
import { disk, type Server, type ServerImage } from '@resident/server'
import { type FiledKey, type FiledValue, MAGIC, VERSION } from './frames.ts'
import { inSlices } from './slices.ts'

/** The approximate number of bytes in a frame; a single key may have more. */
const FRAME = 65_536

/** Writes the image in slices to a temporary file, which replaces `path` when it is complete and on the disk. */
export async function writeSnapshot(
  server: Server,
  path: string,
  image: ServerImage,
): Promise<void> {
  // Most programs write no snapshots, and loading MessagePack takes time.
  const { packFrame } = await import('./packed-frames.ts')
  const draft = disk.draft(path)
  try {
    draft.write(MAGIC)
    const libraries = image.libraries.map(toBuffer)
    draft.write(packFrame({ version: VERSION, libraries, time: image.time ?? null }))
    let total = 0
    for (const [db, part] of image.databases.entries()) {
      const batch = new Batch(server, part)
      await inSlices(server, () => {
        const more = batch.take()
        if (batch.keys.length > 0 && (!more || batch.bytes >= FRAME)) {
          draft.write(packFrame({ db, keys: batch.keys }))
          batch.begin()
        }
        return more
      })
      total += part.table.size
    }
    draft.write(packFrame({ total }))
    await new Promise<void>((resolve, reject) => {
      draft.commitLater((error) => (error === undefined ? resolve() : reject(error)))
    })
  } finally {
    draft.discard()
  }
}

/** Keys of one database on their way into a frame. */
class Batch {
  keys: FiledKey[] = []
  /** About how many they take. */
  bytes = 0
  readonly #server: Server
  readonly #image: KeyspaceImage
  #slot = 0

  constructor(server: Server, image: KeyspaceImage) {
    this.#server = server
    this.#image = image
  }

  begin(): void {
    this.keys = []
    this.bytes = 0
  }

  /** Takes the next key; says whether there was one. */
  take(): boolean {
    const { table } = this.#image
    if (this.#slot === table.size) return false
    const slot = this.#slot++
    const key = table.keyAt(slot)
    const value = this.#filed(table.heldAt(slot))
    this.keys.push([toBuffer(key), table.deadlineAt(slot) ?? null, value])
    this.bytes += key.length + sizeOf(value)
    return true
  }

  #filed(held: Held): FiledValue {
    if (typeof held === 'string') return toBuffer(held)
    if (typeof held !== 'object') return held
    return [toBuffer(encodePayload(held, this.#server.config.encodingLimits, false))]
  }
}

function sizeOf(value: FiledValue): number {
  if (typeof value !== 'object') return 8
  return 'byteLength' in value ? value.byteLength : value[0].byteLength
}
