import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Bytes, EMPTY, fromBuffer, toUtf8 } from '@resident/bytes'
import type { AclFilePort } from '@resident/commands'
import type { Config } from './config.ts'
import { replaceFile } from './persistence/disk.ts'
import { systemWords } from './system-words.ts'

/** The file that `aclfile` names; a relative path begins in `dir`. */
export class AclFile implements AclFilePort {
  readonly #config: Config

  constructor(config: Config) {
    this.#config = config
  }

  read(): { readonly content: Bytes } | { readonly reason: string } {
    try {
      return { content: fromBuffer(readFileSync(this.#path)) }
    } catch (thrown) {
      // C can open a directory, and reads nothing from it.
      const isFolder = (thrown as NodeJS.ErrnoException).code === 'EISDIR'
      return isFolder ? { content: EMPTY } : { reason: systemWords(thrown) }
    }
  }

  replace(content: Bytes): boolean {
    try {
      replaceFile(this.#path, content)
      return true
    } catch {
      return false
    }
  }

  get #path(): string {
    return resolve(toUtf8(this.#config.value('dir')), toUtf8(this.#config.value('aclfile')))
  }
}
