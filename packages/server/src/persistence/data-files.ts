/** A file that is being written, and replaces the file at its path only when it is complete. */
export interface Draft {
  /** Throws the system's error. */
  write(piece: Uint8Array): void
  /** Makes sure that everything is on the disk, then moves the file to its path. Throws the system's error. */
  commit(): void
  /** The same without blocking the event loop; `done` gets `undefined`, or the system's error. */
  commitLater(done: (error: unknown) => void): void
  /** Deletes the draft; does nothing if it has been committed. */
  discard(): void
}

/** A file being read. */
export interface Reading {
  /** The next piece, of at most so many bytes; empty at the end. */
  next(most: number): Uint8Array
  close(): void
}

/** Where a server's files are. Paths are absolute. */
export interface DataFiles {
  /** Begins to write a file. Throws the system's error. */
  draft(path: string): Draft
  /** Opens a file for reading; `undefined` if it does not exist. Throws any other error of the system. */
  open(path: string): Reading | undefined
}
