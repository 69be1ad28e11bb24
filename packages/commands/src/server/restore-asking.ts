import { type Command, firstKey } from '../command.ts'
import { restoreKey } from '../generic/restore-key.ts'

/** RESTORE-ASKING key ttl serialized-value [REPLACE] [ABSTTL] [IDLETIME seconds] [FREQ frequency] */
export const restoreAsking: Command = {
  name: 'restore-asking',
  arity: -4,
  flags: ['write', 'denyoom', 'asking'],
  acl: ['keyspace', 'dangerous'],
  keys: firstKey('OW', 'update'),
  run: restoreKey,
}
