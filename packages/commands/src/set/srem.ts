import { type Command, firstKey } from '../command.ts'
import { deleteMembers } from '../delete-members.ts'

/** SREM key member [member ...] */
export const srem: Command = {
  name: 'srem',
  arity: -3,
  flags: ['write', 'fast'],
  keys: firstKey('RW', 'delete'),

  run(client, argv, reply) {
    deleteMembers(client, argv, reply, 'set', 'srem')
  },
}
