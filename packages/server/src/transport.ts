import type { Bytes } from '@resident/bytes'

/** A way to one client: a socket of any kind, or a pipe within the process. */
export interface Transport {
  readonly kind: 'tcp' | 'tls' | 'unix' | 'in-process'
  /** The peer and our own end, as CLIENT LIST shows them: `ip:port`, or `path:0`. */
  readonly address: Bytes
  readonly localAddress: Bytes
  /** The file descriptor's number, or -1. */
  readonly fd: number
  /** Bytes written that the peer has not taken. */
  readonly pending: number
  /** A number that falls with every byte that the peer takes, where `pending` counts by the piece. */
  readonly untaken: number
  /** Sends text (latin1) or bytes. */
  write(content: string | Buffer): void
  /** Gathers the writes up to `uncork` into one. */
  cork(): void
  uncork(): void
  /** Receives nothing, not even the peer's end, until `resume`. False where who sends is who waits: within the process. */
  pause(): boolean
  resume(): void
  /** Closes when all that was written has been taken. */
  end(): void
  /** Closes now. */
  destroy(): void
}

/** What a transport tells its connection. */
export interface Receiver {
  /** `goesOn`: it was sent together with the chunk before, before anything could be read of the answer to that. */
  receive(chunk: Buffer, goesOn?: boolean): void
  /** The peer has gone, or the transport was destroyed. Called once. */
  closed(): void
}
