import type { Bytes } from '@resident/bytes'
import { untilZero } from '../until-zero.ts'
import { type Catalogue, categoryNamed } from './catalogue.ts'
import {
  ALL_CHANNELS_ALREADY,
  ALL_KEYS_ALREADY,
  FIRST_ARGUMENT_OF_SUBCOMMAND,
  RULE_SYNTAX,
  type RuleFault,
  UNKNOWN_COMMAND,
} from './rule-fault.ts'
import { Access, type Selector } from './selector.ts'

/** Applies one rule about commands, keys or channels; returns what is wrong with it, if anything. */
export function applyToSelector(
  selector: Selector,
  rule: Bytes,
  catalogue: Catalogue,
): RuleFault | undefined {
  const word = untilZero(rule)
  if (applyWord(selector, word.toLowerCase())) return undefined
  switch (word[0]) {
    case '~':
      return addKeys(selector, rule.slice(1) as Bytes, Access.ALL)
    case '%':
      return addKeysByAccess(selector, rule)
    case '&':
      return addChannels(selector, rule.slice(1) as Bytes)
    case '+':
    case '-':
      return changeCommands(selector, word, catalogue)
    default:
      return RULE_SYNTAX
  }
}

/** Applies a rule that is a single word; returns whether it was one. */
function applyWord(selector: Selector, word: string): boolean {
  switch (word) {
    case 'allkeys':
    case '~*':
      selector.allKeys = true
      selector.keys = []
      return true
    case 'resetkeys':
      selector.allKeys = false
      selector.keys = []
      return true
    case 'allchannels':
    case '&*':
      selector.allChannels = true
      selector.channels = []
      return true
    case 'resetchannels':
      selector.allChannels = false
      selector.channels = []
      return true
    case 'allcommands':
    case '+@all':
      selector.commands.setAll(true)
      return true
    case 'nocommands':
    case '-@all':
      selector.commands.setAll(false)
      return true
    default:
      return false
  }
}

/** %R~pattern, %W~pattern, %RW~pattern. Without the tilde it is an empty pattern. */
function addKeysByAccess(selector: Selector, rule: Bytes): RuleFault | undefined {
  if (selector.allKeys) return ALL_KEYS_ALREADY
  const found = /^%(r|w|rw|wr)(?:~|$)/i.exec(rule)
  if (found === null) return RULE_SYNTAX
  const letters = found[1]!.toLowerCase()
  const access =
    (letters.includes('r') ? Access.READ : 0) | (letters.includes('w') ? Access.WRITE : 0)
  return addKeys(selector, rule.slice(found[0].length) as Bytes, access)
}

function addKeys(selector: Selector, pattern: Bytes, access: number): RuleFault | undefined {
  if (selector.allKeys) return ALL_KEYS_ALREADY
  if (hasBlanks(pattern)) return RULE_SYNTAX
  const known = selector.keys.some((each) => each.pattern === pattern)
  selector.keys = known
    ? selector.keys.map((each) =>
        each.pattern === pattern ? { pattern, access: each.access | access } : each,
      )
    : [...selector.keys, { pattern, access }]
  return undefined
}

function addChannels(selector: Selector, pattern: Bytes): RuleFault | undefined {
  if (selector.allChannels) return ALL_CHANNELS_ALREADY
  if (hasBlanks(pattern)) return RULE_SYNTAX
  if (!selector.channels.includes(pattern)) selector.channels = [...selector.channels, pattern]
  return undefined
}

/** Whether the text has blanks or zero bytes, which names and patterns of ACL LIST must not have. */
export function hasBlanks(text: Bytes): boolean {
  return /[\0\t-\r ]/.test(text)
}

/** +command, -command, +@category, -@category, +command|subcommand, +command|first-argument. */
function changeCommands(
  selector: Selector,
  word: string,
  catalogue: Catalogue,
): RuleFault | undefined {
  const allowed = word[0] === '+'
  const name = word.slice(1)
  if (name[0] === '@') return changeCategory(selector, name.slice(1), allowed, catalogue)
  const bar = name.lastIndexOf('|')
  if (allowed && bar >= 0) return allowPart(selector, name, bar, catalogue)
  const row = catalogue.find(name)
  if (row === undefined) return UNKNOWN_COMMAND
  selector.commands.set(row, allowed)
  return undefined
}

function changeCategory(
  selector: Selector,
  name: string,
  allowed: boolean,
  catalogue: Catalogue,
): RuleFault | undefined {
  const category = categoryNamed(name)
  if (category === undefined) return UNKNOWN_COMMAND
  for (const row of catalogue.members(category)) selector.commands.set(row, allowed)
  return undefined
}

function allowPart(
  selector: Selector,
  name: string,
  bar: number,
  catalogue: Catalogue,
): RuleFault | undefined {
  const row = catalogue.find(name.slice(0, bar))
  if (row === undefined) return UNKNOWN_COMMAND
  if (row.parent !== undefined) return FIRST_ARGUMENT_OF_SUBCOMMAND
  if (bar === name.length - 1) return RULE_SYNTAX
  if (row.subcommands === undefined) {
    selector.commands.allowFirstArgument(row.fullName, name.slice(bar + 1))
    return undefined
  }
  const subcommand = catalogue.find(name)
  if (subcommand === undefined) return UNKNOWN_COMMAND
  selector.commands.set(subcommand, true)
  return undefined
}
