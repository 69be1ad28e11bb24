import { readFileSync } from 'node:fs'
import { type Bytes, EMPTY, fromBuffer } from '@resident/bytes'
import { replaceFile } from '../persistence/disk.ts'

/** The file that a configuration came from, and that CONFIG REWRITE rewrites. Errors are the system's. */
export class RewritableFile {
  /** Absolute. */
  readonly path: string

  constructor(path: string) {
    this.path = path
  }

  /** '' if the file no longer exists. */
  read(): Bytes {
    try {
      return fromBuffer(readFileSync(this.path))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return EMPTY
      throw error
    }
  }

  write(content: Bytes): void {
    replaceFile(this.path, content)
  }
}
