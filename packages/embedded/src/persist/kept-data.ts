import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Server } from '@resident/server'
import type { OwnedDirectory } from './owned-directory.ts'

/** What a save was writing when its process was killed. */
const DRAFT = /^temp-\d+\.\d+\.rdb$/

/** redis.conf's parameters by which a server keeps its data in a directory: a second after a change it saves them. */
export function keepingIn({ path }: OwnedDirectory): Readonly<Record<string, string>> {
  return { dir: path, dbfilename: 'dump.rdb', save: '1 1' }
}

const kept = new Set<KeptData>()

function saveAll(): void {
  for (const data of kept) data.saveNow()
}

/** The data of a server that outlive its process, in a directory that is its own. */
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
    // By SHUTDOWN, which has saved.
    void server.ended.then(() => {
      if (!this.#closing) this.#letGo()
    })
  }

  /** Saves what has changed, ends the server, and lets the directory go. */
  async close(): Promise<void> {
    const server = this.#server
    this.#closing = true
    try {
      // As much as can be while the event loop goes on; then the rest, which cannot change any more.
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
