import { type Command, firstKey } from '../command.ts'
import { restoreKey } from './restore-key.ts'

/** RESTORE key ttl serialized-value [REPLACE] [ABSTTL] [IDLETIME seconds] [FREQ frequency] */
export const restore: Command = {
  name: 'restore',
  arity: -4,
  flags: ['write', 'denyoom'],
  acl: ['dangerous'],
  keys: firstKey('OW', 'update'),
  run: restoreKey,
}
