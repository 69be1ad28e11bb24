import { ascii, type Bytes } from '@resident/bytes'
import { splitInline } from '@resident/protocol'
import { untilZero } from '../until-zero.ts'
import type { Catalogue } from './catalogue.ts'
import { type Hasher, hashPassword, isPasswordHash } from './password.ts'
import { NO_PASSWORD_HASH, NO_SUCH_PASSWORD, type RuleFault } from './rule-fault.ts'
import { Selector } from './selector.ts'
import { applyToSelector } from './selector-rules.ts'
import type { User } from './user.ts'

/** What rules depend on besides the user they are about. */
export interface RuleContext extends Hasher {
  readonly catalogue: Catalogue
  /** Whether new users and selectors may use all channels: acl-pubsub-default. */
  readonly allChannels: boolean
}

/** Applies one rule; returns what is wrong with it, if anything. Words are read as in C, up to a zero byte. */
export function applyRule(user: User, rule: Bytes, context: RuleContext): RuleFault | undefined {
  if (rule === '' || applyWord(user, untilZero(rule).toLowerCase(), context)) return undefined
  switch (rule[0]) {
    case '>':
    case '#':
      return addPassword(user, rule, context)
    case '<':
    case '!':
      return removePassword(user, rule, context)
    case '(':
      if (rule.endsWith(')')) return addSelector(user, rule, context)
  }
  return applyToSelector(user.root, rule, context.catalogue)
}

/** Applies a rule about the user that is a single word; returns whether it was one. */
function applyWord(user: User, word: string, context: RuleContext): boolean {
  switch (word) {
    case 'on':
    case 'off':
      user.enabled = word === 'on'
      return true
    case 'skip-sanitize-payload':
    case 'sanitize-payload':
      user.sanitizes = word === 'sanitize-payload'
      return true
    case 'nopass':
    case 'resetpass':
      user.nopass = word === 'nopass'
      user.passwords = []
      return true
    case 'clearselectors':
      user.selectors = [user.root]
      return true
    case 'reset':
      reset(user, context)
      return true
    default:
      return false
  }
}

function reset(user: User, { allChannels }: RuleContext): void {
  user.enabled = false
  user.nopass = false
  user.passwords = []
  user.sanitizes = true
  user.selectors = [new Selector(allChannels)]
}

function addPassword(user: User, rule: Bytes, context: RuleContext): RuleFault | undefined {
  const hash = hashIn(rule, context)
  if (hash === undefined) return NO_PASSWORD_HASH
  if (!user.passwords.includes(hash)) user.passwords = [...user.passwords, hash]
  user.nopass = false
  return undefined
}

function removePassword(user: User, rule: Bytes, context: RuleContext): RuleFault | undefined {
  const hash = hashIn(rule, context)
  if (hash === undefined) return NO_PASSWORD_HASH
  if (!user.passwords.includes(hash)) return NO_SUCH_PASSWORD
  user.passwords = user.passwords.filter((each) => each !== hash)
  return undefined
}

/** The hash in a rule: >password and <password contain the password, #hash and !hash the hash itself. */
function hashIn(rule: Bytes, hasher: Hasher): Bytes | undefined {
  const given = rule.slice(1) as Bytes
  if (rule[0] === '>' || rule[0] === '<') return hashPassword(given, hasher)
  return isPasswordHash(given) ? given : undefined
}

/** (rule rule …). Unbalanced quotes make it a selector without rules, which allows nothing. */
function addSelector(user: User, rule: Bytes, context: RuleContext): RuleFault | undefined {
  const selector = new Selector(context.allChannels)
  for (const each of splitInline(untilZero(ascii(rule.slice(1, -1)))) ?? []) {
    const fault = applyToSelector(selector, each, context.catalogue)
    if (fault !== undefined) return fault
  }
  user.selectors = [...user.selectors, selector]
  return undefined
}

/**
 * Joins selectors that were written as several words, such as `(+get` and `~a*)`. If a parenthesis is not
 * closed, returns the word that opened it.
 */
export function joinSelectors(
  words: readonly Bytes[],
): { readonly rules: readonly Bytes[] } | { readonly unmatched: Bytes } {
  const rules: Bytes[] = []
  let opening: Bytes | undefined
  let open = ''
  for (const word of words) {
    const opens = word[0] === '(' && !word.endsWith(')')
    if (opens) {
      // A selector that is opened within another replaces it.
      opening = word
      open = word
    } else if (opening === undefined) {
      rules.push(word)
    } else {
      open += ` ${untilZero(word)}`
      if (!word.endsWith(')')) continue
      rules.push(ascii(open))
      opening = undefined
    }
  }
  return opening === undefined ? { rules } : { unmatched: opening }
}
