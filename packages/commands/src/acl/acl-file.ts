import { ascii, type Bytes } from '@resident/bytes'
import { untilZero } from '../until-zero.ts'
import type { Catalogue } from './catalogue.ts'
import { describeUser } from './describe.ts'
import { type RuleFault, UNKNOWN_COMMAND } from './rule-fault.ts'
import { hasBlanks } from './selector-rules.ts'
import { User } from './user.ts'
import { applyRule, joinSelectors, type RuleContext } from './user-rules.ts'
import type { Users } from './users.ts'

// The file that `aclfile` names: one line per user, `user name rule rule …`, and nothing else but blank lines.

/** Redis reads each line in pieces of at most this many bytes, and each piece only up to a zero byte. */
const PIECE = 1023

/** The users in a file; or everything that is wrong with it, in one line. */
export function parseAclFile(
  content: Bytes,
  fileName: Bytes,
  context: RuleContext,
): { readonly users: readonly User[] } | { readonly faults: Bytes } {
  const users = new Map<Bytes, User>()
  let faults = ''
  for (const [i, line] of withoutZeros(content).split('\n').entries()) {
    const words = trimmed(line, /[ \t\r\n]/)
      .split(' ')
      .map(ascii)
    if (words.length > 1 || words[0] !== '') {
      faults += readLine(words, { fileName, number: i + 1 }, users, context)
    }
  }
  return faults === '' ? { users: [...users.values()] } : { faults: ascii(faults) }
}

/** The users in the form of a file. */
export function formatAclFile({ all, catalogue }: Users): Bytes {
  return ascii(all.map((user) => `${formatUser(user, catalogue)}\n`).join(''))
}

/** One user as a line of the file, and as ACL LIST shows it. */
export function formatUser(user: User, catalogue: Catalogue): Bytes {
  return ascii(`user ${user.name} ${describeUser(user, catalogue)}`)
}

interface Place {
  readonly fileName: Bytes
  readonly number: number
}

/** Adds the user of a line; returns what is wrong with it, each fault followed by a blank. */
function readLine(
  [keyword, name, ...words]: readonly Bytes[],
  { fileName, number }: Place,
  users: Map<Bytes, User>,
  context: RuleContext,
): string {
  const at = `${fileName}:${number}`
  if (keyword !== 'user' || name === undefined) {
    return `${at} should start with user keyword followed by the username. `
  }
  // The quote before the file name is Redis's.
  if (hasBlanks(name)) return `'${at}: username '${name}' contains invalid characters. `
  if (users.has(name)) return `WARNING: Duplicate user '${name}' found on line ${number}. `
  const user = new User(name, context.allChannels)
  users.set(name, user)
  const joined = joinSelectors(words)
  // Redis leaves out the blank here.
  if ('unmatched' in joined) return `${at}: Unmatched parenthesis in selector definition.`
  return applyAll(user, joined.rules, at, context)
}

/** Reports every unknown command, but of other faults only the first. */
function applyAll(user: User, rules: readonly Bytes[], at: string, context: RuleContext): string {
  let faults = ''
  let first: RuleFault | undefined
  for (const rule of rules.map((each) => trimmed(each, /[\t\r\n]/))) {
    const fault = applyRule(user, rule, context)
    if (fault === UNKNOWN_COMMAND) {
      faults += `${at}: Error in applying operation '${rule}': ${fault}. `
    } else if (fault !== undefined && first === undefined) {
      first = fault
      faults += `${at}: ${fault}. `
    }
  }
  return faults
}

function withoutZeros(content: Bytes): string {
  if (!content.includes('\0')) return content
  let text = ''
  for (let start = 0; start < content.length; ) {
    const lineEnd = content.indexOf('\n', start)
    const end = Math.min(lineEnd < 0 ? content.length : lineEnd + 1, start + PIECE)
    text += untilZero(ascii(content.slice(start, end)))
    start = end
  }
  return text
}

function trimmed(text: string, blank: RegExp): Bytes {
  let start = 0
  let end = text.length
  while (start < end && blank.test(text[start]!)) start++
  while (end > start && blank.test(text[end - 1]!)) end--
  return ascii(text.slice(start, end))
}
