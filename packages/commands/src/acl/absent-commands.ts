import type { Command } from '../command.ts'

/**
 * Commands of Redis that there are none of here. Rules may name them nevertheless, so that users from elsewhere
 * can be loaded, and descriptions count them in their categories.
 */
export const ABSENT_COMMANDS: readonly Command[] = [
  {
    name: 'migrate',
    group: 'generic',
    since: '2.6.0',
    arity: -6,
    flags: ['write'],
    acl: ['keyspace', 'dangerous'],
  },
]
