import { ACL_CATEGORIES, type AclCategory } from '../acl-categories.ts'
import type { Row } from '../table.ts'
import { AllowedCommands } from './allowed-commands.ts'
import type { Catalogue } from './catalogue.ts'
import { Access, type KeyPattern, type Selector } from './selector.ts'
import type { User } from './user.ts'

// Users, selectors and their parts as rules that would recreate them: what ACL LIST, GETUSER and SAVE show.

/** Everything about a user except its name, in the form of the ACL file. */
export function describeUser(user: User, catalogue: Catalogue): string {
  const words = [...flagsOf(user), ...user.passwords.map((hash) => `#${hash}`)]
  words.push(describeSelector(user.root, catalogue))
  for (const each of user.others) words.push(`(${describeSelector(each, catalogue)})`)
  return words.join(' ')
}

/** The flags of the user, which do not depend on selectors. */
export function flagsOf(user: User): readonly string[] {
  const flags = [user.enabled ? 'on' : 'off']
  if (user.nopass) flags.push('nopass')
  if (user.sanitizes !== undefined) {
    flags.push(user.sanitizes ? 'sanitize-payload' : 'skip-sanitize-payload')
  }
  return flags
}

function describeSelector(selector: Selector, catalogue: Catalogue): string {
  const words = [...keysOf(selector)]
  if (!selector.allChannels) words.push('resetchannels')
  words.push(...channelsOf(selector), describeCommands(selector.commands, catalogue))
  return words.join(' ')
}

export function keysOf({ allKeys, keys }: Selector): readonly string[] {
  return allKeys ? ['~*'] : keys.map(describeKeys)
}

function describeKeys({ pattern, access }: KeyPattern): string {
  if (access === Access.ALL) return `~${pattern}`
  return `${access === Access.READ ? '%R~' : '%W~'}${pattern}`
}

export function channelsOf({ allChannels, channels }: Selector): readonly string[] {
  return allChannels ? ['&*'] : channels.map((pattern) => `&${pattern}`)
}

/**
 * The commands that are allowed: starting from all or none, first the categories that come closest with the fewest
 * exceptions, then single commands. `said` is what the rules so far amount to, so that its difference from `commands`
 * is what remains to be said.
 */
export function describeCommands(commands: AllowedCommands, catalogue: Catalogue): string {
  const adds = !commands.allowsFuture
  const sign = adds ? '+' : '-'
  const said = new AllowedCommands()
  said.setAll(!adds)
  const rules = [adds ? '-@all' : '+@all']
  for (const category of categoriesFor(commands, adds, catalogue)) {
    rules.push(`${sign}@${category}`)
    for (const row of catalogue.members(category)) said.set(row, adds)
  }
  for (const row of catalogue.rows) {
    saySingle(row, commands, said, rules)
    for (const each of row.subcommands?.values() ?? []) saySingle(each, commands, said, rules)
    if (commands.has(row.fullName)) continue
    for (const word of commands.firstArguments(row.fullName)) rules.push(`+${row.fullName}|${word}`)
  }
  return rules.join(' ')
}

function saySingle(
  row: Row,
  commands: AllowedCommands,
  said: AllowedCommands,
  rules: string[],
): void {
  const allowed = commands.has(row.fullName)
  if (allowed === said.has(row.fullName)) return
  rules.push(`${allowed ? '+' : '-'}${row.fullName}`)
  said.set(row, allowed)
}

/** The categories to add or remove, the best first; each counts only the commands that those before it left. */
function categoriesFor(
  commands: AllowedCommands,
  adds: boolean,
  catalogue: Catalogue,
): readonly AclCategory[] {
  const left = commands.copy()
  const chosen: AclCategory[] = []
  for (;;) {
    const best = bestCategory(left, adds, chosen, catalogue)
    if (best === undefined) return chosen
    chosen.push(best)
    for (const row of catalogue.members(best)) left.set(row, !adds)
  }
}

/**
 * The category with the fewest commands that it would get wrong, and among those with the most that it gets right. It must
 * get more right than wrong.
 */
function bestCategory(
  commands: AllowedCommands,
  adds: boolean,
  chosen: readonly AclCategory[],
  catalogue: Catalogue,
): AclCategory | undefined {
  let best: AclCategory | undefined
  let fewestWrong = Number.POSITIVE_INFINITY
  let mostRight = 0
  for (const category of ACL_CATEGORIES) {
    if (chosen.includes(category)) continue
    const rows = catalogue.members(category)
    const right = rows.filter((row) => commands.has(row.fullName) === adds).length
    const wrong = rows.length - right
    if (right <= wrong) continue
    if (wrong > fewestWrong || (wrong === fewestWrong && right <= mostRight)) continue
    best = category
    fewestWrong = wrong
    mostRight = right
  }
  return best
}
