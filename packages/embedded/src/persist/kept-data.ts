import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Server } from '@resident/server'
import type { OwnedDirectory } from './owned-directory.ts'

/** The temporary file of a save whose process was killed. */
const DRAFT = /^temp-\d+\.\d+\.rdb$/

/** The parameters of redis.conf that make a server keep its data in a directory, and save them a second after a change. */
export function keepingIn({ path }: OwnedDirectory): Readonly<Record<string, string>> {
  return { dir: path, dbfilename: 'dump.rdb', save: '1 1' }
}

const kept = new Set<KeptData>()

function saveAll(): void {
  for (const data of kept) data.saveNow()
}

/** Keeps a server's data beyond its process, in a directory that it owns. */
export class KeptData {
  readonly #server: Server
  readonly #directory: OwnedDirectory
  #closing = false

  constructor(server: Server, directory: OwnedDirectory) {
    this.#server = server
    this.#directory = directory
    for (const name of readdirSync(directory.path)) {
      if (DRAFT.test(name)) rmSync(join(directory.path, name), { force: true })
    }
    if (kept.size === 0) process.on('exit', saveAll)
    kept.add(this)
    // It ended through SHUTDOWN, which has saved.
    void server.ended.then(() => {
      if (!this.#closing) this.#letGo()
    })
  }

  /** Saves what has changed, ends the server, and releases the directory. */
  async close(): Promise<void> {
    const server = this.#server
    this.#closing = true
    try {
      // As much as possible without blocking the event loop; what changes meanwhile is saved when nothing can change any more.
      if (this.#hasChanged) await server.persistence.saveLater()
      await server.close()
      this.saveNow()
    } finally {
      this.#letGo()
    }
  }

  saveNow(): void {
    if (this.#hasChanged) this.#server.persistence.saveUncounted()
  }

  get #hasChanged(): boolean {
    return this.#server.keyspaceStats.dirty > 0
  }

  #letGo(): void {
    kept.delete(this)
    if (kept.size === 0) process.off('exit', saveAll)
    this.#directory.release()
  }
}
