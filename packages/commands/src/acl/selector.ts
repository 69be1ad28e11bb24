import type { Bytes } from '@resident/bytes'
import { AllowedCommands } from './allowed-commands.ts'

/** What may be done to the keys of a pattern; bits. */
export const Access = { READ: 1, WRITE: 2, ALL: 3 } as const

export interface KeyPattern {
  readonly pattern: Bytes
  /** Bits of `Access`. */
  readonly access: number
}

/**
 * A set of permissions for commands, keys and channels. A user has one, the root selector, and may have
 * more; a request is allowed if a single one of them allows all of it.
 */
export class Selector {
  commands: AllowedCommands = new AllowedCommands()
  allKeys = false
  keys: readonly KeyPattern[] = []
  allChannels: boolean
  channels: readonly Bytes[] = []

  /** At first nothing is allowed, except perhaps all channels (acl-pubsub-default). */
  constructor(allChannels: boolean) {
    this.allChannels = allChannels
  }

  /** Whether it allows everything. */
  get allowsAll(): boolean {
    return this.allKeys && this.allChannels && this.commands.allowsAll
  }

  copy(): Selector {
    const copy = new Selector(this.allChannels)
    copy.commands = this.commands.copy()
    copy.allKeys = this.allKeys
    copy.keys = this.keys
    copy.channels = this.channels
    return copy
  }
}
