import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { getSystemErrorMap } from 'node:util'
import { type Bytes, EMPTY, fromBuffer, toUtf8 } from '@resident/bytes'
import type { AclFilePort } from '@resident/commands'
import type { Config } from './config.ts'

/** The file that `aclfile` names, within `dir` where it is no whole path. */
export class AclFile implements AclFilePort {
  readonly #config: Config

  constructor(config: Config) {
    this.#config = config
  }

  read(): { readonly content: Bytes } | { readonly reason: string } {
    try {
      return { content: fromBuffer(readFileSync(this.#path)) }
    } catch (thrown) {
      const { errno, code } = thrown as NodeJS.ErrnoException
      // C opens a directory, and finds nothing in it.
      return code === 'EISDIR' ? { content: EMPTY } : { reason: systemWords(errno) }
    }
  }

  /** By way of a file beside it, so that whoever reads meanwhile finds all of the old or all of the new. */
  replace(content: Bytes): boolean {
    const draft = `${this.#path}.tmp-${process.pid}`
    try {
      writeFileSync(draft, content, 'latin1')
      renameSync(draft, this.#path)
      return true
    } catch {
      rmSync(draft, { force: true })
      return false
    }
  }

  get #path(): string {
    return resolve(toUtf8(this.#config.value('dir')), toUtf8(this.#config.value('aclfile')))
  }
}

/** As strerror says it; Node has the same words in small letters. */
function systemWords(errno: number | undefined): string {
  const words = (errno === undefined ? undefined : getSystemErrorMap().get(errno)?.[1]) ?? 'unknown'
  return words.charAt(0).toUpperCase() + words.slice(1)
}
