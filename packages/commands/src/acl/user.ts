import { ascii, type Bytes } from '@resident/bytes'
import { Selector } from './selector.ts'

/** Who every client is before it has said who it is. */
export const DEFAULT_USER: Bytes = ascii('default')

/** An account: how to get in, and what one may do then. */
export class User {
  readonly name: Bytes
  enabled = false
  /** Any password opens the account. */
  nopass = false
  /** Whether RESTORE looks closely at what this user sends; `undefined` while no rule has said. */
  sanitizes: boolean | undefined
  /** SHA-256 of each password, in hexadecimal digits. */
  passwords: readonly Bytes[] = []
  /** The root, which rules change, and those in parentheses, which do not change once they are there. */
  selectors: readonly Selector[]

  /** Disabled, without passwords or permissions, but that it may hear all channels where `allChannels` says so. */
  constructor(name: Bytes, allChannels: boolean) {
    this.name = name
    this.selectors = [new Selector(allChannels)]
  }

  get root(): Selector {
    return this.selectors[0]!
  }

  /** Those in parentheses. */
  get others(): readonly Selector[] {
    return this.selectors.slice(1)
  }

  /** Whether there is nothing that this user may not do. */
  get mayDoAll(): boolean {
    return this.selectors.some((selector) => selector.allowsAll)
  }

  /** Becomes what the other user is, under its own name. */
  become(other: User): void {
    this.enabled = other.enabled
    this.nopass = other.nopass
    this.sanitizes = other.sanitizes
    this.passwords = other.passwords
    this.selectors = [other.root.copy(), ...other.others]
  }
}
