import type { Bytes } from '@resident/bytes'

/** How a client tracks keys: CLIENT TRACKING's options, and their present state. */
export interface TrackingMode {
  /** The client that it redirects to has disconnected. */
  broken: boolean
  readonly bcast: boolean
  readonly optin: boolean
  readonly optout: boolean
  readonly noloop: boolean
  /** CLIENT CACHING was said: the next command is tracked (optin), or is not (optout). */
  caching: boolean
  readonly prefixes: Set<Bytes>
}
