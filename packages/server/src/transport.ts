import type { Bytes } from '@resident/bytes'

/** The way to one client: a socket of any kind, or a pipe within the process. */
export interface Transport {
  readonly kind: 'tcp' | 'tls' | 'unix' | 'in-process'
  /** The peer and our own end, as CLIENT LIST shows them: `ip:port`, or `path:0`. */
  readonly address: Bytes
  readonly localAddress: Bytes
  /** The file descriptor's number, or -1. */
  readonly fd: number
  /** Bytes written that the peer has not received; a piece counts until all of it has been. */
  readonly pending: number
  /** Like `pending`, but falls with every byte that the peer takes. */
  readonly untaken: number
  /** Sends text (latin1) or bytes. */
  write(content: string | Buffer): void
  /** Combines the writes up to `uncork` into one. */
  cork(): void
  uncork(): void
  /**
   * Receives nothing, not even the peer's end, until `resume`. Returns false if it never pauses, as within the process, where
   * the program would only be waiting for itself.
   */
  pause(): boolean
  resume(): void
  /** Closes when everything that was written has been received. */
  end(): void
  /** Closes now. */
  destroy(): void
}

/** What a transport calls on its connection. */
export interface Receiver {
  /** `goesOn`: the chunk was sent together with the one before, when no reply to that could have been read. */
  receive(chunk: Buffer, goesOn?: boolean): void
  /** Called once, when the peer has gone or the transport was destroyed. */
  closed(): void
}
