import { Socket } from 'node:net'

const { _write, _writev } = Socket.prototype

/**
 * Counts the processor time of handing bytes to the system for sockets. On the loopback interface the kernel does TCP's
 * work for both ends within that call, and for whatever packets have come meanwhile: an answer of 53 bytes has taken 10 ms.
 */
export class SystemWrites {
  readonly #clock: () => number
  #took = 0

  /** `clock`: what reads the main thread's processor time. */
  constructor(clock: () => number) {
    this.#clock = clock
  }

  /** Milliseconds so far. */
  get took(): number {
    return this.#took
  }

  start(): void {
    Socket.prototype._write = this.#timed(_write)
    Socket.prototype._writev = this.#timed(_writev!)
  }

  stop(): void {
    Object.assign(Socket.prototype, { _write, _writev })
  }

  #timed<A extends unknown[]>(write: (...given: A) => void): (...given: A) => void {
    const watch = this
    return function (this: Socket, ...given: A) {
      const from = watch.#clock()
      write.apply(this, given)
      watch.#took += watch.#clock() - from
    }
  }
}
