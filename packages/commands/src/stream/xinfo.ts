import type { Command } from '../command.ts'
import { helpOf } from '../help.ts'
import { xinfoConsumers } from './xinfo-consumers.ts'
import { xinfoGroups } from './xinfo-groups.ts'
import { xinfoStream } from './xinfo-stream.ts'

/** XINFO */
export const xinfo: Command = {
  name: 'xinfo',
  arity: -2,
  flags: [],
  subcommands: [xinfoConsumers, xinfoGroups, helpOf('XINFO'), xinfoStream],
}
