import type { Command } from '../command.ts'
import { deleteMembers } from '../delete-members.ts'

/** SREM key member [member ...] */
export const srem: Command = deleteMembers('srem', 'set')
