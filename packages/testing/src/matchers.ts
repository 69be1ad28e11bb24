import { CommandLog, type LoggedCommand, type Resident } from '@resident/embedded'

/** What the matchers examine: a server, or its log. */
export type Received = Resident | CommandLog

/** What `expect.extend` expects of a matcher. */
export interface MatcherResult {
  readonly pass: boolean
  readonly message: () => string
}

/** What `expect` provides to its matchers: equality that understands `expect.anything()` and the like. */
export interface MatcherContext {
  equals(a: unknown, b: unknown): boolean
}

/** Matchers for the commands that a server has received, for `expect.extend(redisMatchers)` of vitest or Jest. */
export interface RedisMatchers {
  /**
   * `toHaveReceived('SET', 'user:1', 'Ada')`: the command was received, with exactly these arguments if any are given. A
   * subcommand is part of the name or the first argument: `('CONFIG SET', 'maxmemory', 0)`, `('CONFIG', 'SET', 'maxmemory', 0)`.
   */
  toHaveReceived(
    this: MatcherContext,
    received: Received,
    command: string,
    ...args: unknown[]
  ): MatcherResult
  toHaveReceivedTimes(
    this: MatcherContext,
    received: Received,
    command: string,
    times: number,
  ): MatcherResult
  /** How often the code had to wait for the server: a pipeline counts once. */
  toHaveRoundTrips(this: MatcherContext, received: Received, count: number): MatcherResult
}

export const redisMatchers: RedisMatchers = {
  toHaveReceived(received, command, ...args) {
    const wanted = args.map(asArgument)
    // A subcommand's name is an argument, unless it was given with the command's: `CONFIG SET`.
    const first = /[ |]/.test(command) ? 1 : 0
    const found = logOf(received)
      .entries(command)
      .some((entry) => args.length === 0 || this.equals(entry.args.slice(first), wanted))
    const words = [command, ...args.map(String)].join(' ')
    return { pass: found, message: () => report(received, `${words} to have been received`, found) }
  },

  toHaveReceivedTimes(received, command, times) {
    const count = logOf(received).count(command)
    const pass = count === times
    const wish = `${command} to have been received ${times} times, not ${count} times`
    return { pass, message: () => report(received, wish, pass) }
  },

  toHaveRoundTrips(received, count) {
    const trips = logOf(received).roundTrips()
    const pass = trips === count
    return { pass, message: () => report(received, `${count} round trips, not ${trips}`, pass) }
  },
}

/** Does not rely on `instanceof` alone, since the package may be loaded twice. */
function logOf(received: Received): CommandLog {
  return received instanceof CommandLog || !('log' in received)
    ? (received as CommandLog)
    : received.log
}

/** Clients send numbers as text. */
function asArgument(value: unknown): unknown {
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : value
}

function report(received: Received, wish: string, isNegated: boolean): string {
  const lines = [...logOf(received)].map((entry: LoggedCommand) => `  ${entry}`)
  const log =
    lines.length === 0 ? 'It has received nothing.' : `It has received:\n${lines.join('\n')}`
  return `Expected ${isNegated ? 'it not to be so: ' : ''}${wish}.\n${log}`
}
