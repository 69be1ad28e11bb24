import type { Bytes } from '@resident/bytes'

/** How a client tracks keys: CLIENT TRACKING's options, and what has become of them. */
export interface TrackingMode {
  /** The client that it redirects to was found gone. */
  broken: boolean
  readonly bcast: boolean
  readonly optin: boolean
  readonly optout: boolean
  readonly noloop: boolean
  /** CLIENT CACHING was said: the next command is tracked (optin), or is not (optout). */
  caching: boolean
  readonly prefixes: Set<Bytes>
}
