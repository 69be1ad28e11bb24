import type { Command } from '../command.ts'
import { helpOf } from '../help.ts'
import { slowlogGet } from './slowlog-get.ts'
import { slowlogLen } from './slowlog-len.ts'
import { slowlogReset } from './slowlog-reset.ts'

/** SLOWLOG */
export const slowlog: Command = {
  name: 'slowlog',
  arity: -2,
  flags: [],
  subcommands: [slowlogGet, helpOf('SLOWLOG'), slowlogLen, slowlogReset],
}
