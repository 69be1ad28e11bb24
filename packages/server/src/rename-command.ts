import type { CommandTable } from '@resident/commands'

/** rename-command: gives the command another name, or none (''). If that is impossible, returns why, in Redis's words. */
export function renameCommand(table: CommandTable, from: string, to: string): string | undefined {
  switch (table.rename(from, to)) {
    case 'renamed':
      return undefined
    case 'no such command':
      return 'No such command in rename-command'
    case 'name taken':
      return 'Target command name already exists'
  }
}
