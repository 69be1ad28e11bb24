import {
  chmodSync,
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { type Bytes, EMPTY, fromBuffer, toBuffer } from '@resident/bytes'

/** The file that a configuration came from, and goes to by CONFIG REWRITE. Errors are the system's. */
export class RewritableFile {
  /** Absolute. */
  readonly path: string

  constructor(path: string) {
    this.path = path
  }

  /** Nothing, where the file has gone. */
  read(): Bytes {
    try {
      return fromBuffer(readFileSync(this.path))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return EMPTY
      throw error
    }
  }

  /** Puts another content in its place, at once: whoever reads finds the old or the new one. */
  write(content: Bytes): void {
    const draft = `${this.path}.${process.pid}`
    const fd = openSync(draft, 'w')
    try {
      writeSync(fd, toBuffer(content))
      fsyncSync(fd)
      chmodSync(draft, 0o644 & ~process.umask())
      renameSync(draft, this.path)
    } catch (error) {
      rmSync(draft, { force: true })
      throw error
    } finally {
      closeSync(fd)
    }
  }
}
