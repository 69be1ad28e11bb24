import type { Bytes } from '@resident/bytes'
import type { Argv, KeyFlag, KeyPlace } from '../command.ts'
import { globMatches } from '../glob.ts'
import { keysOf, takesKeys } from '../key-specs.ts'
import type { Row } from '../table.ts'
import { untilZero } from '../until-zero.ts'
import { Access, type KeyPattern, type Selector } from './selector.ts'
import type { User } from './user.ts'

/** Why a request is not allowed; `at` is the argument that names the key or channel. */
export interface Denial {
  readonly reason: 'command' | 'key' | 'channel'
  readonly at: number
}

const COMMAND_DENIED: Denial = { reason: 'command', at: 0 }

/** Where several selectors deny a request, the denial that came furthest is reported. */
const DISTANCE: Readonly<Record<Denial['reason'], number>> = { command: 0, key: 1, channel: 2 }

/** Which arguments of a command are channels. Unsubscribing needs no permission. */
const CHANNELS: Readonly<Record<string, 'first' | 'all' | 'patterns'>> = {
  publish: 'first',
  spublish: 'first',
  subscribe: 'all',
  ssubscribe: 'all',
  psubscribe: 'patterns',
}

/** What forbids this user the request; `undefined` if one of its selectors allows all of it. */
export function denialOf(user: User, row: Row, argv: Argv): Denial | undefined {
  let keys: readonly KeyPlace[] | undefined
  let worst: Denial = COMMAND_DENIED
  for (const selector of user.selectors) {
    if (!allowsCommand(selector, row, argv)) continue
    if (!selector.allKeys) keys ??= keysIn(row, argv)
    const denial = deniedKey(selector, keys, argv) ?? deniedChannel(selector, row, argv)
    if (denial === undefined) return undefined
    const further = DISTANCE[denial.reason] - DISTANCE[worst.reason]
    if (further > 0 || (further === 0 && denial.at > worst.at)) worst = denial
  }
  return worst
}

/** Whether a selector that allows the request also lets the user read every other key. */
export function mayReadAllKeys(user: User, row: Row, argv: Argv): boolean {
  return user.selectors.some(
    (selector) =>
      (selector.allKeys || selector.keys.some(readsAll)) &&
      allowsCommand(selector, row, argv) &&
      deniedKey(selector, selector.allKeys ? undefined : keysIn(row, argv), argv) === undefined,
  )
}

function readsAll({ pattern, access }: KeyPattern): boolean {
  return pattern === '*' && (access & Access.READ) !== 0
}

function allowsCommand({ commands }: Selector, row: Row, argv: Argv): boolean {
  if (row.noAuth || commands.has(row.fullName)) return true
  if (argv.length < 2) return false
  const words = commands.firstArguments(row.fullName)
  if (words.length === 0) return false
  const given = untilZero(argv[1]!).toLowerCase()
  return words.some((word) => word.toLowerCase() === given)
}

function keysIn({ command }: Row, argv: Argv): readonly KeyPlace[] {
  return takesKeys(command) || command.findKeys !== undefined ? keysOf(command, argv) : []
}

function deniedKey(
  { allKeys, keys }: Selector,
  places: readonly KeyPlace[] | undefined,
  argv: Argv,
): Denial | undefined {
  if (allKeys || places === undefined) return undefined
  for (const { index, flags } of places) {
    if (!allowsKey(keys, argv[index]!, accessIn(flags))) return { reason: 'key', at: index }
  }
  return undefined
}

function allowsKey(keys: readonly KeyPattern[], key: Bytes, access: number): boolean {
  return keys.some((each) => (each.access & access) === access && globMatches(each.pattern, key))
}

function accessIn(flags: readonly KeyFlag[]): number {
  let access = 0
  for (const flag of flags) {
    if (flag === 'access') access |= Access.READ
    if (flag === 'insert' || flag === 'delete' || flag === 'update') access |= Access.WRITE
  }
  return access
}

function deniedChannel(selector: Selector, row: Row, argv: Argv): Denial | undefined {
  if (selector.allChannels) return undefined
  const which = CHANNELS[row.fullName]
  if (which === undefined) return undefined
  const end = which === 'first' ? 2 : argv.length
  const allows = which === 'patterns' ? allowsPattern : allowsChannel
  for (let at = 1; at < end; at++) {
    if (!allows(selector.channels, argv[at]!)) return { reason: 'channel', at }
  }
  return undefined
}

/** Whether one of the patterns in `allowed` matches the channel. */
export function allowsChannel(allowed: readonly Bytes[], channel: Bytes): boolean {
  return allowed.some((pattern) => globMatches(pattern, channel))
}

/** A pattern to subscribe to must itself be in `allowed`, letter by letter (up to a zero byte, as C compares). */
export function allowsPattern(allowed: readonly Bytes[], pattern: Bytes): boolean {
  return allowed.includes(untilZero(pattern))
}
