import type { Command } from '../command.ts'
import { command } from './command.ts'
import { config } from './config.ts'
import { dbsize } from './dbsize.ts'
import { debug } from './debug.ts'
import { flushall } from './flushall.ts'
import { flushdb } from './flushdb.ts'
import { info } from './info.ts'
import { lastsave } from './lastsave.ts'
import { lolwut } from './lolwut.ts'
import { role } from './role.ts'
import { swapdb } from './swapdb.ts'
import { time } from './time.ts'

export const serverCommands: readonly Command[] = [
  command,
  config,
  dbsize,
  debug,
  flushall,
  flushdb,
  info,
  lastsave,
  lolwut,
  role,
  swapdb,
  time,
]
