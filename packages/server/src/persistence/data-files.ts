/** A file that is being written, and takes its place only when it is whole. */
export interface Draft {
  /** Throws what the system says. */
  write(piece: Uint8Array): void
  /** Makes sure that all is on the disk, then puts the file in its place. Throws what the system says. */
  commit(): void
  /** The same without holding up the event loop; `undefined`, or what the system says. */
  commitLater(done: (error: unknown) => void): void
  /** Forgets it; harmless when it has been committed. */
  discard(): void
}

/** A file being read. */
export interface Reading {
  /** The next piece, of as many bytes at most; nothing at the end. */
  next(most: number): Uint8Array
  close(): void
}

/** Where a server's files are. Paths are absolute. */
export interface DataFiles {
  /** Begins a file. Throws what the system says. */
  draft(path: string): Draft
  /** `undefined`: there is none. Throws what else the system says. */
  open(path: string): Reading | undefined
}
