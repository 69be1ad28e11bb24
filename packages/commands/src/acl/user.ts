import { ascii, type Bytes } from '@resident/bytes'
import { Selector } from './selector.ts'

/** The user that every client is before it authenticates. */
export const DEFAULT_USER: Bytes = ascii('default')

/** An ACL user: how a client authenticates as it, and what it may do then. */
export class User {
  readonly name: Bytes
  enabled = false
  /** Any password is accepted. */
  nopass = false
  /** Whether RESTORE checks the payloads of this user thoroughly; `undefined` while no rule has set it. */
  sanitizes: boolean | undefined
  /** SHA-256 of each password, in hexadecimal digits. */
  passwords: readonly Bytes[] = []
  /** The root selector, which rules change, and those in parentheses, which never change. */
  selectors: readonly Selector[]

  /** A disabled user without passwords or permissions, except that `allChannels` may give it all channels. */
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

  /** Whether the user may do everything. */
  get mayDoAll(): boolean {
    return this.selectors.some((selector) => selector.allowsAll)
  }

  /** Takes over everything from the other user but its name. */
  become(other: User): void {
    this.enabled = other.enabled
    this.nopass = other.nopass
    this.sanitizes = other.sanitizes
    this.passwords = other.passwords
    this.selectors = [other.root.copy(), ...other.others]
  }
}
