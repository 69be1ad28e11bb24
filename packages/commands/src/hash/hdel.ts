import type { Command } from '../command.ts'
import { deleteMembers } from '../delete-members.ts'

/** HDEL key field [field ...] */
export const hdel: Command = deleteMembers('hdel', 'hash')
