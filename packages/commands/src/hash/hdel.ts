import { type Command, firstKey } from '../command.ts'
import { deleteMembers } from '../delete-members.ts'

/** HDEL key field [field ...] */
export const hdel: Command = {
  name: 'hdel',
  arity: -3,
  flags: ['write', 'fast'],
  keys: firstKey('RW', 'delete'),

  run(client, argv, reply) {
    deleteMembers(client, argv, reply, 'hash', 'hdel')
  },
}
