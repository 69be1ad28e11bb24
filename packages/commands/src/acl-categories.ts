import type { Command, CommandGroup } from './command.ts'
import type { Row } from './table.ts'

/** ACL's categories, in the order in which COMMAND INFO and ACL CAT name them. */
export const ACL_CATEGORIES = [
  'keyspace',
  'read',
  'write',
  'set',
  'sortedset',
  'list',
  'hash',
  'string',
  'bitmap',
  'hyperloglog',
  'geo',
  'stream',
  'pubsub',
  'admin',
  'fast',
  'slow',
  'blocking',
  'dangerous',
  'connection',
  'transaction',
  'scripting',
] as const

export type AclCategory = (typeof ACL_CATEGORIES)[number]

/** The category that a command has because of its group. */
const OF_GROUP: Readonly<Record<CommandGroup, AclCategory | undefined>> = {
  string: 'string',
  bitmap: 'bitmap',
  hyperloglog: 'hyperloglog',
  list: 'list',
  hash: 'hash',
  set: 'set',
  'sorted-set': 'sortedset',
  geo: 'geo',
  stream: 'stream',
  generic: 'keyspace',
  connection: 'connection',
  pubsub: 'pubsub',
  transactions: 'transaction',
  scripting: 'scripting',
  server: undefined,
  cluster: undefined,
}

/** The categories of a command: its group's, those that its flags imply, and those that its row adds. */
export function categoriesOf(row: Row): readonly AclCategory[] {
  return ACL_CATEGORIES.filter((category) => belongsTo(row, category))
}

function belongsTo({ group, command }: Row, category: AclCategory): boolean {
  if (OF_GROUP[group] === category && isOfGroup(command)) return true
  if (command.acl?.includes(category)) return true
  const { flags } = command
  switch (category) {
    case 'read':
      // A script may do more than the row of its command says.
      return flags.includes('readonly') && group !== 'scripting'
    case 'write':
    case 'pubsub':
    case 'blocking':
    case 'admin':
    case 'fast':
      return flags.includes(category)
    case 'slow':
      return !flags.includes('fast')
    case 'dangerous':
      return flags.includes('admin')
    default:
      return false
  }
}

function isOfGroup({ run, ungrouped }: Command): boolean {
  return run !== undefined && ungrouped !== true
}
