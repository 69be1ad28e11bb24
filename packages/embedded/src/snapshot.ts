import type { ServerImage } from '@resident/server'

/**
 * What a server held at one moment: data with their deadlines, functions, and the clock's time if it was frozen or
 * moved, but not the configuration, users or clients. It never changes, and can be restored any number of times, into any server.
 */
export class Snapshot {
  readonly image: ServerImage

  constructor(image: ServerImage) {
    this.image = image
  }

  /** How many keys there are in all databases. */
  get size(): number {
    return this.image.databases.reduce((sum, { table }) => sum + table.size, 0)
  }
}
