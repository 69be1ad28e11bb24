import type { Command } from '../command.ts'
import { deleteMembers } from '../delete-members.ts'

/** ZREM key member [member ...] */
export const zrem: Command = deleteMembers('zrem', 'zset')
