import {
  closeSync,
  fstatSync,
  fsync,
  fsyncSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname, extname, join } from 'node:path'
import { type Bytes, toBuffer } from '@resident/bytes'
import type { DataFiles, Draft, Reading } from './data-files.ts'

let drafts = 0

/** Files on this machine's disks. A draft is in the same folder as the file that it will replace. */
export const disk: DataFiles = {
  draft: (path) => new DiskDraft(path),

  open(path) {
    try {
      return new DiskReading(openSync(path, 'r'))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  },
}

/**
 * Replaces a file's content atomically: readers find either the old content or the new one. Throws the system's error.
 */
export function replaceFile(path: string, content: Bytes): void {
  const draft = new DiskDraft(path, 0o644)
  try {
    draft.write(toBuffer(content))
    draft.commit()
  } finally {
    draft.discard()
  }
}

class DiskDraft implements Draft {
  readonly #path: string
  readonly #draft: string
  #fd: number | undefined

  constructor(path: string, mode = 0o666) {
    this.#path = path
    this.#draft = join(dirname(path), `temp-${process.pid}.${++drafts}${extname(path)}`)
    this.#fd = openSync(this.#draft, 'w', mode)
  }

  write(piece: Uint8Array): void {
    let written = 0
    while (written < piece.length) written += writeSync(this.#open(), piece, written)
  }

  commit(): void {
    fsyncSync(this.#open())
    this.#putInPlace()
  }

  commitLater(done: (error: unknown) => void): void {
    fsync(this.#open(), (error) => {
      if (this.#fd === undefined) return done(new Error('discarded meanwhile'))
      if (error !== null) return done(error)
      try {
        this.#putInPlace()
      } catch (thrown) {
        return done(thrown)
      }
      done(undefined)
    })
  }

  discard(): void {
    this.#close()
    rmSync(this.#draft, { force: true })
  }

  #putInPlace(): void {
    this.#close()
    renameSync(this.#draft, this.#path)
  }

  #close(): void {
    if (this.#fd !== undefined) closeSync(this.#fd)
    this.#fd = undefined
  }

  #open(): number {
    if (this.#fd === undefined) throw new Error('the file is closed')
    return this.#fd
  }
}

class DiskReading implements Reading {
  readonly #fd: number

  constructor(fd: number) {
    this.#fd = fd
    // A folder can be opened, but not read as a file.
    if (!fstatSync(fd).isFile()) {
      closeSync(fd)
      throw new Error('not a file')
    }
  }

  next(most: number): Uint8Array {
    const piece = Buffer.allocUnsafe(most)
    return piece.subarray(0, readSync(this.#fd, piece, 0, most, null))
  }

  close(): void {
    closeSync(this.#fd)
  }
}
