import type { Cluster, Redis } from 'ioredis'
import { elapsed, jittered, pause, type Time } from '../clock.ts'
import { CacheError, placed } from '../errors.ts'
import { tally } from '../observe.ts'
import type { Argument, Request } from '../operation.ts'
import { Pending } from './pending.ts'
import { Sent } from './sent.ts'
import { verdictOn } from './verdict.ts'

/** How a cluster is reached, once that has been decided. */
export interface Wire {
  readonly client: Redis | Cluster
  /** What the cluster's keys begin with. */
  readonly prefix: string
  /** Whether keys are spread over the slots of a Redis Cluster. */
  readonly isSharded: boolean
  readonly time: Time
  readonly limits: Limits
  /** Called when the client has been closed. */
  release(): Promise<void>
}

export interface Limits {
  /** Milliseconds that an operation may take in all, attempts and waiting for a connection included. */
  readonly commandTimeout: number
  /** How many operations may wait while there is no connection. */
  readonly maxPending: number
}

const FIRST_PAUSE = 20
const LONGEST_PAUSE = 500

/**
 * The one client of a cluster in use, and the rules by which operations pass through it.
 *
 * Each operation is one command on the wire, so it happens whole or not at all. What fails before it was written, or by
 * a reply that says that nothing was done, is tried again until its time is over. What was written and not answered is
 * tried again only if it is repeatable; else its outcome is unknown, and the caller is told so.
 */
export class Link {
  readonly wire: Wire
  /** Loads of getOrSet that are under way, by key. */
  readonly flights: Map<string, Promise<unknown>> = new Map()
  readonly #pending = new Pending()
  #operations = 0
  #lastError: Error | undefined
  #closing: Promise<void> | undefined
  #drained: (() => void) | undefined

  constructor(wire: Wire) {
    this.wire = wire
    const { client } = wire
    client.on('error', (error: Error) => {
      this.#lastError = error
    })
    client.on('node error', (error: Error) => {
      this.#lastError = error
    })
    client.on('ready', () => {
      this.#lastError = undefined
    })
    // A single server's client forgets what was written to a connection that has closed. (That of
    // a Redis Cluster rejects it, node by node.)
    if (!wire.isSharded) client.on('close', () => this.#cut())
  }

  /** Performs it, and hands the reply to `decode`. Rejects with a CacheError. */
  perform<T>(request: Request, decode: (reply: unknown) => T): Promise<T> {
    const refused = this.#refusal(request)
    if (refused !== undefined) return Promise.reject(refused)
    const tooLate = elapsed() + this.wire.limits.commandTimeout
    this.#operations++
    const sent = this.#send(request, tooLate, 'EVALSHA')
    return sent.promise.then(
      (reply: unknown) => {
        this.#pending.remove(sent)
        this.#ended()
        return answer(request, decode, reply)
      },
      async (error: Error) => {
        try {
          return answer(request, decode, await this.#again(request, sent, error))
        } finally {
          this.#ended()
        }
      },
    )
  }

  /** Takes no more operations, waits for those under way, then ends the client and what stands behind it. */
  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    if (this.#operations > 0) {
      await new Promise<void>((resolve) => {
        this.#drained = resolve
      })
    }
    this.#pending.stop()
    this.wire.client.disconnect()
    await this.wire.release()
  }

  #refusal({ operation, keys }: Request): CacheError | undefined {
    const details = { operation: operation.name, key: keys[0] }
    if (this.#closing !== undefined) {
      return new CacheError('CLOSED', 'the cache has been closed', details)
    }
    const { client, limits } = this.wire
    if (client.status !== 'ready' && this.#operations >= limits.maxPending) {
      const reason = `${limits.maxPending} operations wait for a connection already`
      return new CacheError('QUEUE_FULL', reason, { ...details, cause: this.#lastError })
    }
    return undefined
  }

  #send(request: Request, tooLate: number, evalName: 'EVALSHA' | 'EVAL'): Sent {
    const { operation, script, binary = false } = request
    const argv = this.#argv(request, evalName)
    const sent = new Sent(
      script === undefined ? operation.command : evalName,
      argv,
      binary,
      tooLate,
    )
    this.#pending.add(sent)
    this.wire.client.sendCommand(sent)
    return sent
  }

  #argv({ keys, rest, script }: Request, evalName: 'EVALSHA' | 'EVAL'): Argument[] {
    const { prefix } = this.wire
    const argv: Argument[] = []
    if (script !== undefined) {
      argv.push(evalName === 'EVAL' ? script.source : script.sha1, keys.length)
    }
    for (let i = 0; i < keys.length; i++) argv.push(prefix + keys[i])
    for (let i = 0; i < rest.length; i++) argv.push(rest[i] as Argument)
    return argv
  }

  /** The reply of a later attempt, or a CacheError. */
  async #again(request: Request, first: Sent, error: Error): Promise<unknown> {
    const { operation, keys } = request
    let [sent, reason] = [first, error]
    for (let attempt = 0; ; attempt++) {
      this.#pending.remove(sent)
      const verdict = verdictOn(reason, sent, operation.repeatable)
      const details = { operation: operation.name, key: keys[0] }
      if (verdict.next === 'fail') {
        const cause = sent.ending === undefined ? reason : (this.#lastError ?? reason)
        throw new CacheError(verdict.code, this.#explain(verdict.code, reason), {
          ...details,
          cause,
        })
      }
      if (verdict.next === 'retry') {
        this.#reconnectIfReplica(reason)
        await this.#pause(attempt, sent.tooLate)
        if (elapsed() >= sent.tooLate) {
          throw new CacheError('UNAVAILABLE', `no server could do it: ${reason.message}`, {
            ...details,
            cause: this.#lastError ?? reason,
          })
        }
      }
      this.#revive()
      sent = this.#send(request, sent.tooLate, verdict.next === 'reload' ? 'EVAL' : 'EVALSHA')
      try {
        const reply: unknown = await sent.promise
        this.#pending.remove(sent)
        return reply
      } catch (thrown) {
        reason = thrown as Error
      }
    }
  }

  #explain(code: string, reason: Error): string {
    const last = this.#lastError === undefined ? '' : ` (${this.#lastError.message})`
    switch (code) {
      case 'TIMEOUT':
        return `no answer within ${this.wire.limits.commandTimeout} ms${last}`
      case 'OUTCOME_UNKNOWN':
        return `${reason.message} after it was sent, so it may have happened or not; it was not sent again`
      default:
        return reason.message.replace(/ script: [0-9a-f]{40}, on @user_script:\d+\.$/, '')
    }
  }

  /** After a failover the former master refuses writes: another connection will find the new one. */
  #reconnectIfReplica(reason: Error): void {
    const { client, isSharded } = this.wire
    if (!isSharded && reason.message.startsWith('READONLY') && client.status === 'ready') {
      client.disconnect(true)
    }
  }

  /** ioredis gives up for good in some corners; only closing the caches is meant to end a client. */
  #revive(): void {
    const { client } = this.wire
    if (client.status === 'end') client.connect().catch(() => {})
  }

  #pause(attempt: number, tooLate: number): Promise<void> {
    const delay = jittered(Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** attempt))
    return pause(Math.min(delay, Math.max(0, tooLate - elapsed())))
  }

  #cut(): void {
    this.#pending.each((sent) => {
      if (sent.writes > 0 && sent.ending === undefined) sent.giveUp('cut')
    })
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
