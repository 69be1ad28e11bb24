import type { RdbFileHandler } from '../src/index.ts'

/** For whom only the end counts. */
export const ignoreFile: RdbFileHandler = {
  aux: () => {},
  library: () => {},
  database: () => {},
  sizes: () => {},
  key: () => {},
}
