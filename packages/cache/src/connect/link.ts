import { after, elapsed, jittered, pause, type Time } from '../clock.ts'
import { CacheError, type CacheErrorCode, placed } from '../errors.ts'
import { tally } from '../observe.ts'
import type { Argument, Request } from '../operation.ts'
import { slotOf } from '../slots.ts'
import { type Client, Line } from './line.ts'
import type { Sent } from './sent.ts'
import { saysNotNow, verdictOn } from './verdict.ts'

/** How a cluster is reached, once that has been decided. */
export interface Wire {
  /** One or more clients, over which operations are spread by their first key. */
  readonly clients: readonly [Client, ...Client[]]
  /** How many of them connect immediately. */
  readonly opensAtOnce: number
  /** What the cluster's keys begin with. */
  readonly prefix: string
  /** Whether keys are spread over the slots of a Redis Cluster. */
  readonly isSharded: boolean
  readonly time: Time
  readonly limits: Limits
  /** Called when the clients have been closed. */
  release(): Promise<void>
}

export interface Limits {
  /** Milliseconds that an operation may take in all, including repeated attempts and the wait for a connection. */
  readonly commandTimeout: number
  /** How many operations may wait while there is no connection. */
  readonly maxPending: number
}

const FIRST_PAUSE = 20
const LONGEST_PAUSE = 500

/**
 * The clients of a cluster in use, and the rules by which operations pass through them.
 *
 * Each operation is one command on the wire, so it happens completely or not at all. An operation that fails before it was
 * written, or with a reply that says that nothing was done, is tried again until its time is up. One that was written but not
 * answered is tried again only if it is repeatable; otherwise its outcome is unknown, and the caller is told so.
 */
export class Link {
  readonly wire: Wire
  /** Loads of getOrSet that are under way, by key. */
  readonly flights: Map<string, Promise<unknown>> = new Map()
  readonly #lines: readonly Line[]
  #operations = 0
  #closing: Promise<void> | undefined
  #isClosed = false
  #drained: (() => void) | undefined

  constructor(wire: Wire) {
    this.wire = wire
    this.#lines = wire.clients.map((client) => new Line(client))
    for (const line of this.#lines.slice(0, wire.opensAtOnce)) line.open()
  }

  /** Performs a request, and passes the reply to `decode`. Rejects with a CacheError. */
  perform<T>(request: Request, decode: (reply: unknown) => T): Promise<T> {
    const line = this.#lineOf(request.keys[0])
    const refused = this.#refusal(request, line)
    if (refused !== undefined) return Promise.reject(refused)
    const tooLate = elapsed() + this.wire.limits.commandTimeout
    this.#operations++
    const sent = this.#send(line, request, tooLate)
    return sent.promise.then(
      (reply: unknown) => {
        this.#answered(line, request, sent)
        this.#ended()
        return answer(request, decode, reply)
      },
      async (error: Error) => {
        try {
          return answer(request, decode, await this.#again(line, request, sent, error))
        } finally {
          this.#ended()
        }
      },
    )
  }

  /** Waits for operations in progress, refuses further ones, and then ends the clients and the embedded server, if any. */
  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    await this.#searchesEnd()
    this.#isClosed = true
    if (this.#operations > 0) {
      await new Promise<void>((resolve) => {
        this.#drained = resolve
      })
    }
    for (const line of this.#lines) line.end()
    await this.wire.release()
  }

  /** Searches of `getOrSet` will start further operations. It waits for them no longer than an operation may take. */
  async #searchesEnd(): Promise<void> {
    if (this.flights.size === 0) return
    await new Promise<void>((resolve) => {
      const cancel = after(this.wire.limits.commandTimeout, resolve)
      Promise.allSettled(this.flights.values()).then(() => {
        cancel()
        resolve()
      })
    })
  }

  /** Chosen by the first key, so that operations on one key stay in order. */
  #lineOf(key: string | undefined): Line {
    const lines = this.#lines
    const place = lines.length === 1 || key === undefined ? 0 : hashOf(key) % lines.length
    return lines[place] as Line
  }

  #refusal({ operation, keys }: Request, line: Line): CacheError | undefined {
    const details = { operation: operation.name, key: keys[0] }
    if (this.#isClosed) {
      return new CacheError('CLOSED', 'the cache has been closed', details)
    }
    const { maxPending } = this.wire.limits
    if (this.#operations >= maxPending && !line.isReady) {
      const reason = `${maxPending} operations wait for a connection already`
      return new CacheError('QUEUE_FULL', reason, { ...details, cause: line.lastError })
    }
    return undefined
  }

  #send(line: Line, request: Request, tooLate: number): Sent {
    const { operation, keys, rest, script, binary = false } = request
    const { prefix, time } = this.wire
    const argv: Argument[] = []
    let name = operation.command
    if (script !== undefined) {
      const isKnown = line.scripts.has(script, this.#slotOf(request))
      name = isKnown ? 'EVALSHA' : 'EVAL'
      argv.push(isKnown ? script.sha1 : script.source, keys.length)
    }
    for (let i = 0; i < keys.length; i++) argv.push(prefix + keys[i])
    const following = typeof rest === 'function' ? rest(time) : rest
    for (let i = 0; i < following.length; i++) argv.push(following[i] as Argument)
    return line.send(name, argv, binary, tooLate)
  }

  #answered(line: Line, request: Request, sent: Sent): void {
    line.settle(sent)
    if (request.script !== undefined) line.scripts.add(request.script, this.#slotOf(request))
  }

  #slotOf({ keys }: Request): number {
    return this.wire.isSharded ? slotOf(this.wire.prefix + keys[0]) : 0
  }

  /** Resolves with the reply of a later attempt, or throws a CacheError. */
  async #again(line: Line, request: Request, first: Sent, error: Error): Promise<unknown> {
    const { operation, keys } = request
    let [sent, reason] = [first, error]
    for (let attempt = 0; ; attempt++) {
      line.settle(sent)
      const verdict = verdictOn(reason, sent, operation.repeatable)
      const details = { operation: operation.name, key: keys[0] }
      if (verdict.next === 'fail') {
        const cause = sent.ending === undefined ? reason : (line.lastError ?? reason)
        const why = this.#explain(verdict.code, reason, line.lastError)
        throw new CacheError(verdict.code, why, { ...details, cause })
      }
      if (verdict.next === 'retry') {
        if (reason.message.startsWith('READONLY')) line.leaveReplica()
        await this.#pause(attempt, sent.tooLate)
        if (elapsed() >= sent.tooLate) {
          const cause = line.lastError ?? reason
          throw new CacheError(...this.#tooLate(reason, line.lastError), { ...details, cause })
        }
      }
      line.open()
      if (verdict.next === 'reload') line.scripts.clear()
      sent = this.#send(line, request, sent.tooLate)
      try {
        const reply: unknown = await sent.promise
        this.#answered(line, request, sent)
        return reply
      } catch (thrown) {
        reason = thrown as Error
      }
    }
  }

  /** Distinguishes whether servers replied that they could not do it, or nobody replied. */
  #tooLate(reason: Error, lastError: Error | undefined): [CacheErrorCode, string] {
    return saysNotNow(reason)
      ? ['UNAVAILABLE', `no server could do it: ${wordsOf(reason)}`]
      : ['TIMEOUT', this.#explain('TIMEOUT', reason, lastError)]
  }

  #explain(code: string, reason: Error, lastError: Error | undefined): string {
    const last = lastError === undefined ? '' : ` (${lastError.message})`
    switch (code) {
      case 'TIMEOUT':
        return `no answer within ${this.wire.limits.commandTimeout} ms${last}`
      case 'OUTCOME_UNKNOWN':
        return `${reason.message.replace(/\.$/, '')} after it was sent, so it may have happened or not; it was not sent again`
      default:
        return wordsOf(reason)
    }
  }

  #pause(attempt: number, tooLate: number): Promise<void> {
    const delay = jittered(Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** attempt))
    return pause(Math.min(delay, Math.max(0, tooLate - elapsed())))
  }

  #ended(): void {
    this.#operations--
    if (this.#operations === 0) this.#drained?.()
  }
}

function answer<T>(request: Request, decode: (reply: unknown) => T, reply: unknown): T {
  try {
    const value = decode(reply)
    tally(request, value)
    return value
  } catch (thrown) {
    throw placed(thrown, request.operation.name, request.keys[0])
  }
}

/** A server's error text without the position in our script. */
function wordsOf({ message }: Error): string {
  return message.replace(/ script: [0-9a-f]{40}, on @user_script:\d+\.$/, '')
}

function hashOf(text: string): number {
  let hash = 0
  for (let i = 0; i < text.length; i++) hash = (hash * 31 + text.charCodeAt(i)) | 0
  return hash >>> 0
}
