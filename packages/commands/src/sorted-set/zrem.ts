import { type Command, firstKey } from '../command.ts'
import { deleteMembers } from '../delete-members.ts'

/** ZREM key member [member ...] */
export const zrem: Command = {
  name: 'zrem',
  arity: -3,
  flags: ['write', 'fast'],
  keys: firstKey('RW', 'delete'),

  run(client, argv, reply) {
    deleteMembers(client, argv, reply, 'zset', 'zrem')
  },
}
